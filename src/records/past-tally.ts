import type { CallRecord } from '../schema/call.ts'
import type { JournalPast } from '../schema/journal.ts'
import { trialKeyText } from './record-order.ts'

/** Sums up what a journal holds when it is opened; a line that a flush wrote twice counts once. */
export class PastTally {
  readonly #callIds = new Set<string>()
  readonly #failed = new Map<string, string>()
  #spentNanoUsd = 0

  /** `own`: the call was paid by the run itself, not by an earlier one. */
  take(record: CallRecord, own: boolean): void {
    const { requestHash, callId, cost, error } = record
    if (error === null) this.#failed.delete(requestHash)
    else this.#failed.set(requestHash, trialKeyText(record))
    if (!own || this.#callIds.has(callId)) return
    this.#callIds.add(callId)
    this.#spentNanoUsd += cost.nanoUsd ?? 0
  }

  /** `answers`: calls that count as answers, each hash once. */
  tally(answers: number): JournalPast {
    return { answers, spentNanoUsd: this.#spentNanoUsd, failed: new Set(this.#failed.values()) }
  }
}
