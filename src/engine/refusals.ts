import type { CallFailure } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'

/** Nothing more is asked of a model that failed again and again. */
export function abandoned(model: string, failures: number): EvalError {
  return new EvalError('aborted', `abandoned: ${model} failed ${failures} ${failures === 1 ? 'call' : 'calls in a row'}`, {
    hint: 'see the first error of the model; `abandonAfter` says how many failures are borne',
  })
}

/** A run that may not spend has met a model that costs money. */
export function notAsked(model: Model): EvalError {
  return new EvalError('aborted', `${model.label} costs money and was not asked`, {
    hint: 'run `npx taskbench run`, `npx vitest run --project evals`, or set TASKBENCH=live',
  })
}

/** A recorded failure as it was thrown when it was recorded. */
export function recordedError({ kind, message, hint, requestId }: CallFailure): EvalError {
  return new EvalError(kind, message, { hint, requestId, retryable: false })
}
