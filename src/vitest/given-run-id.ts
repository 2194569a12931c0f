import { EvalError } from '../schema/eval-error.ts'
import { nameSchema } from '../schema/task.ts'

/** The id that `TASKBENCH_RUN_ID` gives a run; `undefined` where it is unset or empty. Throws EvalError config for what is no name of a folder. */
export function givenRunId({ TASKBENCH_RUN_ID: given }: Record<string, string | undefined>): string | undefined {
  if (!given) return undefined
  if (nameSchema.safeParse(given).success) return given
  throw new EvalError('config', `Found TASKBENCH_RUN_ID=${JSON.stringify(given.slice(0, 120))}, expected the name of a run`, {
    hint: 'Lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit; at most 100.',
  })
}
