/** Records that are handed on together: fewer turns of the event loop. */
const BATCH = 128

/**
 * One reading for several readers: each of the returned iterables gives all records, and none runs ahead of the slowest by more than a batch.
 * All of them must be read at the same time; one that ends early holds up no other.
 */
export function shareRecords<T>(records: AsyncIterable<T>, readers: number, most = BATCH): AsyncIterable<T>[] {
  const source = records[Symbol.asyncIterator]()
  let reading = readers
  let round: Round<T> | null = null
  const endIfAllTook = (): void => {
    if (round === null || round.taken < reading) return
    round.end()
    round = null
  }
  const take = (): Round<T> => {
    const mine = (round ??= newRound(readBatch(source, most)))
    mine.taken++
    endIfAllTook()
    return mine
  }
  const leave = (last: Round<T> | null): void => {
    if (last !== null && last === round) round.taken--
    reading--
    endIfAllTook()
  }
  return Array.from({ length: readers }, () => ({
    async *[Symbol.asyncIterator]() {
      let mine: Round<T> | null = null
      try {
        for (;;) {
          mine = take()
          const items = await mine.batch
          if (items.length === 0) return
          for (const item of items) yield item
          // The next batch is read when all have taken this one.
          await mine.ended
        }
      } finally {
        leave(mine)
      }
    },
  }))
}

/** A batch, and how many readers have taken it. */
interface Round<T> {
  batch: Promise<T[]>
  taken: number
  ended: Promise<void>
  end(): void
}

function newRound<T>(batch: Promise<T[]>): Round<T> {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { batch, taken: 0, ended: promise, end: resolve }
}

async function readBatch<T>(source: AsyncIterator<T>, most: number): Promise<T[]> {
  const batch: T[] = []
  while (batch.length < most) {
    const { value, done } = await source.next()
    if (done) break
    batch.push(value)
  }
  return batch
}
