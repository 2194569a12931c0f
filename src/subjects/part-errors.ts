import type { Reply } from '../schema/call.ts'
import { EVAL_ERROR_KINDS, EvalError } from '../schema/eval-error.ts'

/**
 * The replies to all parts, in order. Where parts failed, throws the error of the first that leaves the trial unknown, else of the first, with the
 * part in its message: a trial that may still be completed does not count as a failed answer.
 */
export function repliesOf(settled: readonly PromiseSettledResult<Reply>[]): Reply[] {
  const failed = settled.flatMap((result, index) => (result.status === 'rejected' ? [{ index, error: result.reason as unknown }] : []))
  const [first] = failed
  if (!first) return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const { index, error } = failed.find(({ error: each }) => EvalError.is(each) && EVAL_ERROR_KINDS[each.kind].counts === 'missing') ?? first
  const others = failed.length - 1
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'part' : 'parts'})`
  throw withMessage(error, (message) => `part ${index + 1} of ${settled.length}: ${message}${more}`)
}

/** An error of the call that merges the parts' answers. */
export function mergeError(error: unknown): unknown {
  return withMessage(error, (message) => `merging the parts: ${message}`)
}

function withMessage(error: unknown, say: (message: string) => string): unknown {
  if (!EvalError.is(error)) return error
  const { kind, message, hint, at, retryable, retryAfterMs, requestId } = error
  return new EvalError(kind, say(message), { hint, at, retryable, retryAfterMs, requestId, cause: error })
}
