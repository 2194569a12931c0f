import { EvalError } from '../schema/eval-error.ts'
import type { ProviderDefinition } from '../schema/provider.ts'
import { resolveSimSettings } from './resolve-sim-settings.ts'
import { simulatedModel } from './simulated-model.ts'

/** Simulated models: they answer with the case's gold and seeded mistakes. No key, no network, no cost. */
export const simProvider: ProviderDefinition = {
  name: 'sim',
  description:
    "Simulated models: answers are the case's gold with seeded mistakes, no model is asked. For trying things out and for tests.",
  keyVariables: [],
  hosts: [],
  needs: ['case'],
  paid: false,
  simulated: true,
  problem(model) {
    try {
      resolveSimSettings(model)
      return null
    } catch (error) {
      if (!EvalError.is(error)) throw error
      return { setting: 'sim', message: error.message, hint: error.hint }
    }
  },
  prepare(model, { seed }) {
    const { settings, price } = resolveSimSettings(model)
    return simulatedModel(model, settings, price, seed)
  },
}
