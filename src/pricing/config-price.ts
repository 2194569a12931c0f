import type { Usage } from '../schema/answer.ts'
import type { Price } from '../schema/model.ts'

/** One US dollar per million tokens is 1,000 nano-dollars per token. */
const NANO_PER_TOKEN = 1000

/**
 * The price of a call in integer nano-dollars; `null` when a count is missing. Cached and cache-written input is priced apart (as
 * plain input where no price is given for it); reasoning is part of the output.
 */
export function configPriceNanoUsd(
  price: Price,
  { inputTokens, outputTokens, cachedInputTokens, cacheWriteInputTokens }: Usage,
): number | null {
  if (inputTokens === null || outputTokens === null) return null
  const cached = Math.min(cachedInputTokens ?? 0, inputTokens)
  const written = Math.min(cacheWriteInputTokens ?? 0, inputTokens - cached)
  const plain = inputTokens - cached - written
  const usdPerMillion =
    plain * price.inputUsdPerMillion +
    cached * (price.cachedInputUsdPerMillion ?? price.inputUsdPerMillion) +
    written * (price.cacheWriteInputUsdPerMillion ?? price.inputUsdPerMillion) +
    outputTokens * price.outputUsdPerMillion
  return Math.round(usdPerMillion * NANO_PER_TOKEN)
}
