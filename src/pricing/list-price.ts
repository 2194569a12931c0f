import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { calcPrice } from '@pydantic/genai-prices'
import type { Usage } from '../schema/answer.ts'
import type { Model } from '../schema/model.ts'

const require = createRequire(import.meta.url)
const PACKAGE = '@pydantic/genai-prices'
/** Names of our providers in the list. Any other is looked up by its address. */
export const LIST_PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  openrouter: 'openrouter',
  bedrock: 'aws',
}

/** Name and version of the bundled price list; `null` where it cannot be read. */
export const PRICE_DATE: string | null = listVersion()

/** The list price of a call in nano-dollars; `null` for a model or usage that the list cannot price. */
export function listPriceNanoUsd(model: Model, usage: Usage): number | null {
  const { inputTokens, outputTokens } = usage
  if (inputTokens === null || outputTokens === null) return null
  const provider = listProviderOf(model)
  if (provider === null) return null
  const cached = Math.min(usage.cachedInputTokens ?? 0, inputTokens)
  const counted = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_tokens: cached,
    cache_write_tokens: Math.min(usage.cacheWriteInputTokens ?? 0, inputTokens - cached),
  }
  try {
    const list = require('@pydantic/genai-prices') as { calcPrice: typeof calcPrice }
    const found = list.calcPrice(counted, model.name, provider)
    return found === null || !Number.isFinite(found.total_price) ? null : Math.round(found.total_price * 1e9)
  } catch {
    // The list throws on usage that it has no units for: such a call stays unpriced.
    return null
  }
}

/** What the list looks a model up by; `null`: it has none of its provider. */
export function listProviderOf({ provider, baseUrl }: Model): { providerId: string } | { providerApiUrl: string } | null {
  if (baseUrl !== null) return { providerApiUrl: baseUrl }
  const providerId = LIST_PROVIDERS[provider]
  return providerId === undefined ? null : { providerId }
}

function listVersion(): string | null {
  try {
    const entry = require.resolve(PACKAGE)
    const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version?: unknown }
    return typeof version === 'string' ? `${PACKAGE} ${version}` : null
  } catch {
    return null
  }
}
