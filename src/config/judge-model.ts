import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { generalModel } from './general-model.ts'

/** Judges where no general model is set and all configured models are simulated. */
const SIMULATED_JUDGE = 'sim:careful'

/** The judge of tasks whose use case names none. What is wrong with it is only said where a judge is asked. */
export function judgeModel(
  name: string | null,
  config: Pick<Config, 'models' | 'root' | 'allowFolders' | 'allowKeys'>,
): { model: Model | null; problem: { message: string; hint: string | undefined } | null } {
  const chosen = name ?? (config.models.every(({ simulated }) => simulated) ? SIMULATED_JUDGE : null)
  if (chosen === null) return { model: null, problem: null }
  try {
    return { model: generalModel(chosen, config), problem: null }
  } catch (error) {
    if (!EvalError.is(error)) throw error
    return { model: null, problem: { message: error.message, hint: error.hint } }
  }
}
