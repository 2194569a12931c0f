import type { CallRecord } from '../schema/call.ts'
import type { JournalPast } from '../schema/journal.ts'
import { isSkip } from '../schema/is-skip.ts'
import { trialKeyText } from './record-order.ts'

/** Sums up what a journal holds when it is opened; a line that a flush wrote twice counts once. */
export class PastTally {
  readonly #each: ((record: CallRecord) => void) | undefined
  readonly #callIds = new Set<string>()
  /** By their hashes: the trial whose call it was, `null` of a judge's and others. */
  readonly #failed = new Map<string, string | null>()

  /** `each`: called with every call that was paid by the run itself. */
  constructor(each?: (record: CallRecord) => void) {
    this.#each = each
  }

  /** `own`: the call was paid by the run itself, not by an earlier one. */
  take(record: CallRecord, own: boolean): void {
    const { requestHash, callId, error, phase } = record
    if (error === null) this.#failed.delete(requestHash)
    else if (!isSkip(error)) this.#failed.set(requestHash, phase === 'execution' ? trialKeyText(record) : null)
    if (!own || !this.#each || this.#callIds.has(callId)) return
    this.#callIds.add(callId)
    this.#each(record)
  }

  /** `answers`: calls that count as answers, each hash once. */
  tally(answers: number): JournalPast {
    const trials = [...this.#failed.values()].filter((trial) => trial !== null)
    return { answers, failed: new Set(trials), failedCalls: new Set(this.#failed.keys()) }
  }
}
