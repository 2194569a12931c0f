import type { Usage } from '../schema/answer.ts'
import type { Cost } from '../schema/cost.ts'
import type { Model } from '../schema/model.ts'
import { configPriceNanoUsd } from './config-price.ts'
import { listPriceNanoUsd, PRICE_DATE } from './list-price.ts'

export { PRICE_DATE }

interface PricedCall {
  model: Model
  usage: Usage
  /** What the provider itself says of the price. */
  inlineCostNanoUsd: number | null
}

const UNPRICED: Cost = { nanoUsd: null, source: 'none', priced: null }

/**
 * The cost of a call in integer nano-dollars. The provider's own price wins, then the config's, then the bundled list's; a missing
 * price, missing usage or a sum that is too large to count is `null`, never 0. A model on this machine that nobody priced costs 0 by its address (source `config`).
 */
export function priceCall({ model, usage, inlineCostNanoUsd }: PricedCall): Cost {
  if (inlineCostNanoUsd !== null) return priced(Math.round(inlineCostNanoUsd), model.simulated ? 'simulated' : 'inline', null)
  if (model.price !== null) return priced(configPriceNanoUsd(model.price, usage), model.simulated ? 'simulated' : 'config', null)
  if (model.simulated) return UNPRICED
  if (!model.paid) return model.needsCase ? UNPRICED : { nanoUsd: 0, source: 'config', priced: 'loopback address' }
  return priced(listPriceNanoUsd(model, usage), 'list', PRICE_DATE)
}

function priced(nanoUsd: number | null, source: Cost['source'], list: string | null): Cost {
  return nanoUsd === null || !Number.isSafeInteger(nanoUsd) ? UNPRICED : { nanoUsd, source, priced: list }
}
