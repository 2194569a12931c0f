import { EvalError } from '../schema/eval-error.ts'
import type { Model, Price } from '../schema/model.ts'
import { settingProblems } from './setting-problems.ts'
import { simProfiles } from './sim-profiles.ts'
import { simSettingsSchema } from './sim-settings-schema.ts'
import type { SimSettings } from './sim-settings-schema.ts'
import { unknownWord } from './unknown-word.ts'

/** The profile that a model names, with its `sim:` overrides over it. Throws EvalError `config` for an unknown profile or bad settings, all faults at once. */
export function resolveSimSettings(model: Pick<Model, 'id' | 'name' | 'sim' | 'price'>): { settings: SimSettings; price: Price } {
  const profile = Object.hasOwn(simProfiles, model.name) ? simProfiles[model.name] : undefined
  if (!profile) {
    const { message, hint } = unknownWord(`simulated model "${model.id}"`, model.name, Object.keys(simProfiles), (name) => `sim:${name}`)
    throw new EvalError('config', message, { hint })
  }
  const parsed = simSettingsSchema.safeParse(model.sim ?? {})
  if (!parsed.success) {
    const problems = settingProblems(parsed.error.issues, model.sim)
    throw new EvalError('config', `settings of ${model.id}: ${problems.map((problem) => problem.message).join('; ')}`, {
      hint: problems.map((problem) => problem.hint).find(Boolean) ?? 'change `sim:` of the model in the config',
    })
  }
  const { mistakes, failures, judge, latency, tokensPerSecond, seed } = parsed.data
  const settings: SimSettings = {
    mistakes: { ...profile.mistakes, ...mistakes },
    failures: { ...profile.failures, ...failures },
    judge: { ...profile.judge, ...judge },
    latency: latency ?? profile.latency,
    tokensPerSecond: tokensPerSecond === undefined ? profile.tokensPerSecond : tokensPerSecond,
    seed: seed ?? profile.seed,
  }
  const { rateLimit, reset, serverError, stall } = settings.failures
  const failing = rateLimit + reset + serverError + stall
  if (failing > 1) {
    throw new EvalError('config', `settings of ${model.id}: the rates in sim.failures add up to ${failing}, expected at most 1`, {
      hint: 'each attempt fails in one way at most: lower rateLimit, reset, serverError or stall',
    })
  }
  return { settings, price: model.price ?? profile.price }
}
