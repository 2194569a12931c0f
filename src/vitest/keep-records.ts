import type { TrialRecord } from '../schema/trial-record.ts'
import { engineLine } from './provided.ts'

// Held from before a test can put fake timers in its place.
const afterThisTurn = setImmediate

let waiting: TrialRecord[] = []
let sending: Promise<unknown> | null = null

/**
 * Hands records to the main process, those of one turn of the event loop in one message. Resolves when they are written; rejects with an
 * EvalError.
 */
export async function keepRecords(records: readonly TrialRecord[]): Promise<void> {
  waiting.push(...records)
  await (sending ??= new Promise((resolve) => afterThisTurn(() => resolve(send()))))
}

function send(): Promise<unknown> {
  const records = waiting
  waiting = []
  sending = null
  return engineLine().request('records', records)
}
