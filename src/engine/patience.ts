import type { EvalError } from '../schema/eval-error.ts'
import type { Refusal } from './adaptive-limit.ts'

/** Attempts per round. */
const ATTEMPTS = 3
/** A call that failed a whole round while its model answered others gets another. */
const ROUNDS = 2
/** Refusals (429, 529) are no failed attempts: the call is put back into its lane, up to so many times. */
const REFUSALS = 12

/** After so many refusals a call goes to the end of the line: perhaps it is this call, not its model, that is refused. */
const REFUSALS_AHEAD = 3

/** An attempt that failed. `answersBefore`: answers that the model has given to anyone until then. */
export interface FailedAttempt {
  error: EvalError
  /** Of an error of kind `rate-limit`. */
  refusal: Refusal | null
  answersBefore: number
}

/** Counts what one call has met, and says whether it is asked again: by the error's own word, never by its message. */
export class Patience {
  #failures = 0
  #refusals = 0
  #answersAtFirst: number | null = null

  /** Attempts that failed, refusals aside. */
  get failures(): number {
    return this.#failures
  }

  /** The next attempt goes ahead of calls that were not begun yet. */
  get goesAhead(): boolean {
    return this.#refusals <= REFUSALS_AHEAD
  }

  /** Takes one more attempt that failed. */
  lasts({ error, refusal, answersBefore }: FailedAttempt): boolean {
    this.#answersAtFirst ??= answersBefore
    if (!error.retryable) return false
    if (refusal) return ++this.#refusals <= REFUSALS && !refusal.hopeless
    this.#failures++
    if (this.#failures % ATTEMPTS !== 0) return true
    // A model that answers others in the meantime is well: this call had bad luck.
    return error.kind === 'transient' && this.#failures < ATTEMPTS * ROUNDS && answersBefore > this.#answersAtFirst
  }
}
