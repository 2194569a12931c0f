import { EvalError } from '../schema/eval-error.ts'
import { formatFaults } from '../../reporters/format-problem.ts'

/** Makes an error of the user's files print as what it says, without a stack and without its parts; any other error is left as it is. */
export function plainError(error: unknown): unknown {
  if (!EvalError.is(error)) return error
  for (const key of Object.keys(error)) Object.defineProperty(error, key, { enumerable: false })
  error.stack = `taskbench: ${formatFaults(error)}`
  return error
}
