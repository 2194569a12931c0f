import { estimatedUsage } from '../engine/estimated-usage.ts'
import { NOTHING } from '../report/estimated-range.ts'
import type { EstimatedRange } from '../schema/estimate.ts'
import type { Model } from '../schema/model.ts'
import { modelPrice } from './model-price.ts'

/**
 * What so many calls cost that use these tokens together, `null` where no price is known. Of a call that may be made it is a part. Prices are those
 * of a mean call: some vendors' prices rise with the length of a call.
 */
export function priceRange(model: Model, input: EstimatedRange, output: EstimatedRange, calls: number): EstimatedRange | null {
  if (calls === 0) return NOTHING
  const price = (inputTokens: number | null, outputTokens: number | null): number | null => {
    if (inputTokens === null || outputTokens === null) return null
    const { nanoUsd } = modelPrice(model, estimatedUsage(Math.round(inputTokens / calls), Math.round(outputTokens / calls)), null)
    return nanoUsd === null ? null : Math.round(nanoUsd * calls)
  }
  const low = price(input.low, output.low)
  if (low === null) return null
  // What costs nothing costs nothing however long it is.
  if (price(1_000 * calls, 1_000 * calls) === 0) return NOTHING
  return { low, expected: price(input.expected, output.expected), high: price(input.high, output.high) }
}
