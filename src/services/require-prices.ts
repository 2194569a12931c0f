import { priceCall } from '../pricing/price-call.ts'
import { providerDefinition } from '../providers/provider-definitions.ts'
import type { Usage } from '../schema/answer.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'

const SOME_USAGE: Usage = {
  inputTokens: 1_000,
  outputTokens: 1_000,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: 'estimated',
}

/** Is it known, before a call or by the provider's own word after it, what a model costs? */
export function hasPrice(model: Model): boolean {
  return (
    priceCall({ model, usage: SOME_USAGE, inlineCostNanoUsd: null }).nanoUsd !== null ||
    providerDefinition(model.provider)?.reportsCost === true
  )
}

/** Throws EvalError config where a budget is set and a paid model has no price: nothing would bound what it costs. */
export function requirePrices(models: readonly Model[], { budgetUsd, allowUnpriced }: Pick<Config, 'budgetUsd' | 'allowUnpriced'>): void {
  if (budgetUsd === null || allowUnpriced) return
  const unpriced = models.filter((model) => model.paid && !hasPrice(model)).map(({ label }) => label)
  if (unpriced.length === 0) return
  throw new EvalError('config', `budgetUsd is set, and no price is known of ${unpriced.join(', ')}: a budget could not hold`, {
    hint: 'give each a `price: { inputUsdPerMillion: …, outputUsdPerMillion: … }`, or set `allowUnpriced: true`: its calls then count as unpriced',
  })
}
