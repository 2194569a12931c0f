import type { TrialRecord } from '../schema/trial-record.ts'
import { engineLine } from './provided.ts'

// Held from before a test can put fake timers in its place.
const afterThisTurn = setImmediate

/** So many do not wait for others of their turn: the main process writes them while tests go on. */
const MOST_AT_ONCE = 32

interface Batch {
  records: TrialRecord[]
  kept: Promise<unknown>
  send(): void
}

let batch: Batch | null = null

/**
 * Hands records to the main process, those of one turn of the event loop in few messages. Resolves when they are written; rejects with an
 * EvalError.
 */
export async function keepRecords(records: readonly TrialRecord[]): Promise<void> {
  const own = (batch ??= newBatch())
  own.records.push(...records)
  if (own.records.length >= MOST_AT_ONCE) own.send()
  await own.kept
}

function newBatch(): Batch {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const made: Batch = {
    records: [],
    kept: promise,
    send() {
      if (batch !== made) return
      batch = null
      resolve(engineLine().request('records', made.records))
    },
  }
  afterThisTurn(made.send)
  return made
}
