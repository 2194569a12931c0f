import { EvalError } from '../schema/eval-error.ts'
import type { CallRequest, Reply } from '../schema/call.ts'
import type { ExpectedTokens } from './expected-tokens.ts'

/** What is read of those who ask: do they still wait? Any AbortSignal says it; to make one takes longer than a question. */
export type Asking = Pick<AbortSignal, 'aborted' | 'reason'>

/** The port `Ask`, for those as well who have no signal but say so. */
export type AskWhile = (request: CallRequest, options?: { signal?: Asking }) => Promise<Reply>

/** What the first turn of a call goes by. */
export interface Wish extends Pick<Question, 'unwanted'> {
  tokens: ExpectedTokens
}

/** A question that is being answered, and those who wait for it. */
export class Question {
  readonly reply: Promise<Reply>
  readonly #askers: (Asking | undefined)[] = []

  constructor(answer: (question: Question) => Promise<Reply>, signal: Asking | undefined) {
    this.join(signal)
    this.reply = answer(this)
  }

  join(signal: Asking | undefined): void {
    this.#askers.push(signal)
  }

  /** Why the call is not made any more: all who asked have gone; `null`: somebody waits. */
  readonly unwanted = (): EvalError | null => {
    if (!this.#askers.every((signal) => signal?.aborted)) return null
    const reason: unknown = this.#askers.at(-1)?.reason
    return EvalError.is(reason) ? reason : new EvalError('aborted', 'nobody waits for the answer any more')
  }
}
