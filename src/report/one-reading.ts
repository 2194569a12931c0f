import type { CallRecord } from '../schema/call.ts'
import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

/** What a ledger needs of a call. */
export type LedgerCall = Pick<CallRecord, 'cost' | 'model' | 'phase' | 'task'>

/**
 * A run's trials and its ledger from one reading of its records. `calls` are complete once `trials` were read: those that came with the
 * trials, and then those that no trial names.
 */
export class OneReading {
  readonly #store: RecordStore
  readonly #details: AsyncIterable<TrialDetail>
  readonly #seen = new Map<string, LedgerCall>()

  constructor(store: RecordStore, details: AsyncIterable<TrialDetail>) {
    this.#store = store
    this.#details = details
  }

  async *trials(): AsyncGenerator<TrialRecord> {
    for await (const { trial, calls } of this.#details) {
      for (const { callId, cost, model, phase, task } of calls) this.#seen.set(callId, { cost, model, phase, task })
      yield trial
    }
  }

  /** Every call of the run once. */
  async *calls(): AsyncGenerator<LedgerCall> {
    const own = await this.#store.callIds()
    for (const [callId, call] of this.#seen) if (own.has(callId)) yield call
    yield* this.#store.calls(new Set(this.#seen.keys()))
  }
}
