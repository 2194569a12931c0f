import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { resolveModel } from './resolve-model.ts'

/**
 * The model that a text names, as `what` it is wanted: a configured one by its label or id, else `provider:name` with no settings. Throws EvalError config where there is
 * no such provider.
 */
export function generalModel(
  name: string,
  config: Pick<Config, 'models' | 'root' | 'allowFolders' | 'allowKeys'>,
  what = 'the general model',
): Model {
  const known = config.models.find(({ label }) => label === name) ?? config.models.find(({ id }) => id === name)
  if (known) return known
  const faults: { message: string; hint: string | undefined }[] = []
  const model = name.includes(':') ? resolveModel(name, config, (message, hint) => faults.push({ message, hint })) : null
  const [fault] = faults
  if (model && !fault) return model
  throw new EvalError(
    'config',
    `${what} ${JSON.stringify(name.slice(0, 80))} cannot be used: ${fault?.message ?? 'expected provider:name'}`,
    {
      hint: fault?.hint ?? 'name a configured model by its label, or provider:name as in anthropic:claude-sonnet-4-5',
    },
  )
}

/** The models that an engine may ask: the configured ones, and others by what they are named. */
export function askableModels(config: Config): { models: readonly Model[]; otherModel(name: string): Model } {
  return { models: config.models, otherModel: (name) => generalModel(name, config) }
}
