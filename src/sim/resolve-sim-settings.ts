import { EvalError } from '../schema/eval-error.ts'
import type { Model, Price } from '../schema/model.ts'
import { simProfiles } from './sim-profiles.ts'
import { simSettingsSchema } from './sim-settings-schema.ts'
import type { SimSettings } from './sim-settings-schema.ts'

/** The profile that a model names with its `sim:` overrides over it. Throws EvalError `config` for an unknown profile or a bad setting, all faults at once. */
export function resolveSimSettings(model: Pick<Model, 'id' | 'name' | 'sim' | 'price'>): { settings: SimSettings; price: Price } {
  const profile = Object.hasOwn(simProfiles, model.name) ? simProfiles[model.name] : undefined
  if (!profile) throw new EvalError('config', `unknown simulated model ${model.id}`)
  const parsed = simSettingsSchema.safeParse(model.sim ?? {})
  if (!parsed.success) throw new EvalError('config', parsed.error.message)
  const { mistakes, failures, latency, tokensPerSecond, seed } = parsed.data
  const settings: SimSettings = {
    mistakes: { ...profile.mistakes, ...mistakes },
    failures: { ...profile.failures, ...failures },
    latency: latency ?? profile.latency,
    tokensPerSecond: tokensPerSecond === undefined ? profile.tokensPerSecond : tokensPerSecond,
    seed: seed ?? profile.seed,
  }
  return { settings, price: model.price ?? profile.price }
}
