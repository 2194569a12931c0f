import type { Reply } from '../schema/call.ts'
import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'
import { isSkip } from '../schema/is-skip.ts'

/**
 * The replies to all parts, in order. Where parts failed, throws the error of the first that leaves the trial unknown; else one that says that the
 * run goes no further (as it is: it speaks of no part); else that of the first. A trial that may still be completed is no failed answer.
 */
export function repliesOf(settled: readonly PromiseSettledResult<Reply>[]): Reply[] {
  const failed = settled.flatMap((result, index) => (result.status === 'rejected' ? [{ index, error: result.reason as unknown }] : []))
  const worst = failed.toSorted((a, b) => rankOf(a.error) - rankOf(b.error))[0]
  if (!worst) return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const others = failed.length - 1
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'part' : 'parts'})`
  throw withMessage(worst.error, (message) => `part ${worst.index + 1} of ${settled.length}: ${message}${more}`)
}

/** An error of the call that merges the parts' answers. */
export function mergeError(error: unknown): unknown {
  return withMessage(error, (message) => `merging the parts: ${message}`)
}

function rankOf(error: unknown): number {
  if (!EvalError.is(error)) return 0
  if (isSkip(error)) return 1
  return EVAL_ERROR_KINDS[error.kind].counts === 'missing' ? 0 : 2
}

function withMessage(error: unknown, say: (message: string) => string): unknown {
  if (!EvalError.is(error) || isSkip(error)) return error
  const { kind, message, hint, at, retryable, retryAfterMs, requestId, notOnTape } = error
  return new EvalError(kind, say(message), { hint, at, retryable, retryAfterMs, requestId, notOnTape, cause: error })
}
