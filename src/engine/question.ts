import { EvalError } from '../schema/eval-error.ts'
import type { Reply } from '../schema/call.ts'

/** A question that is being answered, and those who wait for it. */
export class Question {
  readonly reply: Promise<Reply>
  readonly #askers: (AbortSignal | undefined)[] = []

  constructor(answer: (question: Question) => Promise<Reply>, signal: AbortSignal | undefined) {
    this.join(signal)
    this.reply = answer(this)
  }

  join(signal: AbortSignal | undefined): void {
    this.#askers.push(signal)
  }

  /** Why the call is not made any more: all who asked have gone; `null`: somebody waits. */
  readonly unwanted = (): EvalError | null => {
    if (!this.#askers.every((signal) => signal?.aborted)) return null
    const reason: unknown = this.#askers.at(-1)?.reason
    return EvalError.is(reason) ? reason : new EvalError('aborted', 'nobody waits for the answer any more')
  }
}
