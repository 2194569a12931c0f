import type { Ask } from '../schema/ask.ts'
import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'

/** An `Ask` that keeps the first error of a call that got no reply, of which nothing is known; a refusal or a broken reply is one. */
export function answeredAsk(ask: Ask): { ask: Ask; unanswered(): EvalError | null } {
  let first: EvalError | null = null
  return {
    ask: (request, options) =>
      ask(request, options).catch((error: unknown) => {
        if (EvalError.is(error) && EVAL_ERROR_KINDS[error.kind].counts === 'missing') first ??= error
        throw error
      }),
    unanswered: () => first,
  }
}
