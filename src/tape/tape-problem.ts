import { EvalError } from '../schema/eval-error.ts'
import { writeProblem } from '../records/write-problem.ts'

/** Why a tape could not be written: as of results, but it is another setting that helps. */
export function tapeProblem(file: string, cause: unknown): EvalError {
  const problem = writeProblem(file, cause)
  const hint = problem.hint?.replace('`results:`', '`tape: { folder: … }`').replace('the results of a run', 'a tape')
  return new EvalError(problem.kind, problem.message, { at: problem.at ?? file, hint, cause: problem.cause })
}
