/** Records that are handed on together: fewer turns of the event loop. */
const BATCH = 128

/**
 * One reading for several readers: each of the returned iterables gives all records, and none runs ahead of the slowest by more than a batch.
 * All of them must be read to the end, at the same time.
 */
export function shareRecords<T>(records: AsyncIterable<T>, readers: number): AsyncIterable<T>[] {
  const source = records[Symbol.asyncIterator]()
  let next: Promise<T[]> | null = null
  let taken = 0
  const takeBatch = (): Promise<T[]> => {
    next ??= readBatch(source)
    const batch = next
    if (++taken === readers) {
      taken = 0
      next = null
    }
    return batch
  }
  const waiting: (() => void)[] = []
  // A reader that is done with a batch waits for the others to have taken it.
  const allTook = (): Promise<void> => {
    if (next === null) {
      for (const wake of waiting.splice(0)) wake()
      return Promise.resolve()
    }
    return new Promise((resolve) => waiting.push(resolve))
  }
  return Array.from({ length: readers }, () => ({
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const batch = takeBatch()
        const took = allTook()
        const items = await batch
        if (items.length === 0) return
        yield* items
        await took
      }
    },
  }))
}

async function readBatch<T>(source: AsyncIterator<T>): Promise<T[]> {
  const batch: T[] = []
  while (batch.length < BATCH) {
    const { value, done } = await source.next()
    if (done) break
    batch.push(value)
  }
  return batch
}
