import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { generalModel } from './general-model.ts'

/**
 * The model that writes checks: the one that is named, else the general model, else a simulated one where all configured models are simulated.
 * Throws EvalError config where there is none.
 */
export function writerModel(named: string | undefined, config: Config): Model {
  if (named !== undefined) return generalModel(named, config)
  const { model, problem } = config.judge
  if (model) return model
  if (problem) throw new EvalError('config', problem.message, { hint: problem.hint })
  throw new EvalError('config', 'there is no general model to write checks', {
    hint: 'set `generalModel: provider:name` in taskbench.config.yaml or the environment variable GENERAL_TASK_LLM, or say --model provider:name; sim:careful writes by rules, without a key',
  })
}
