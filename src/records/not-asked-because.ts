import { EvalError } from '../schema/eval-error.ts'

/** What is said to whoever asks when nothing more can be kept: the answer would be paid for and lost. */
export function notAskedBecause({ message, hint }: EvalError): EvalError {
  return new EvalError('aborted', `not asked: ${message}`, { hint })
}
