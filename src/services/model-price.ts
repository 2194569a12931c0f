import { priceCall } from '../pricing/price-call.ts'
import type { Usage } from '../schema/answer.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import { resolveSimSettings } from '../sim/resolve-sim-settings.ts'

const priced = new WeakMap<Model, Model>()

/** The cost of a call, or of one that is only planned: simulated models have the price of their profile then. */
export function modelPrice(model: Model, usage: Usage, inlineCostNanoUsd: number | null): Cost {
  return priceCall({ model: inlineCostNanoUsd === null && model.simulated ? withProfilePrice(model) : model, usage, inlineCostNanoUsd })
}

function withProfilePrice(model: Model): Model {
  const known = priced.get(model)
  if (known) return known
  const made = { ...model, price: resolveSimSettings(model).price }
  priced.set(model, made)
  return made
}
