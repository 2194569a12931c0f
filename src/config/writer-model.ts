import type { Config } from '../schema/config.ts'
import type { Model } from '../schema/model.ts'
import { generalModelFor } from './general-model-for.ts'
import { generalModel } from './general-model.ts'

/**
 * The model that writes checks: the one that is named, else the general model, else a simulated one where all configured models are simulated.
 * Throws EvalError config where there is none.
 */
export function writerModel(named: string | undefined, config: Config): Model {
  if (named !== undefined) return generalModel(named, config)
  return generalModelFor('write checks', config, ', or say --model provider:name; sim:careful writes by rules, without a key')
}
