import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'

/** The general model, or a simulated one where all configured models are. Throws EvalError config where there is none `to` do what is said. */
export function generalModelFor(to: string, { judge: { model, problem } }: Config, otherwise: string): Model {
  if (problem) throw new EvalError('config', problem.message, { hint: problem.hint })
  if (model) return model
  throw new EvalError('config', `there is no general model to ${to}`, {
    hint: `set \`generalModel: provider:name\` in taskbench.config.yaml, or the environment variable GENERAL_TASK_LLM${otherwise}`,
  })
}
