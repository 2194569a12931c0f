import { createRequire } from 'node:module'
import type { calcPrice, findProvider } from '@pydantic/genai-prices'
import type { Model } from '../schema/model.ts'
import { LIST_PROVIDERS, listProviderOf } from './list-price.ts'

const require = createRequire(import.meta.url)

const ONE_TOKEN = { input_tokens: 1, output_tokens: 1 }

/** A model of the bundled price list. */
export interface ListedModel {
  provider: string
  /** Without its provider. */
  name: string
}

/**
 * The models of the bundled price list that our providers can ask and that have a price for input and output tokens. Entries that stand for groups
 * of models, and are not found by their own name, are none.
 */
export function listedModels(): ListedModel[] {
  const list = require('@pydantic/genai-prices') as { findProvider: typeof findProvider; calcPrice: typeof calcPrice }
  const isFound = (id: string, providerId: string) => list.calcPrice(ONE_TOKEN, id, { providerId })?.model.id === id
  return Object.entries(LIST_PROVIDERS).flatMap(([provider, providerId]) =>
    (list.findProvider({ providerId })?.models ?? [])
      .filter(({ id, prices, deprecated }) => deprecated !== true && isOfTexts(prices) && isFound(id, providerId))
      .map(({ id }) => ({ provider, name: id })),
  )
}

/** Most tokens of a question and its answer by the price list; `null`: it does not say. */
export function listedContextTokens(model: Model): number | null {
  const provider = listProviderOf(model)
  if (provider === null) return null
  try {
    const list = require('@pydantic/genai-prices') as { calcPrice: typeof calcPrice }
    return list.calcPrice(ONE_TOKEN, model.name, provider)?.model.context_window ?? null
  } catch {
    // The list throws on usage that it has no units for.
    return null
  }
}

/** The list has embeddings, speech and pictures too. */
function isOfTexts(prices: unknown): boolean {
  const all = (Array.isArray(prices) ? prices.map((each: { prices: unknown }) => each.prices) : [prices]) as Record<string, unknown>[]
  return all.every((each) => each['input_mtok'] !== undefined && each['output_mtok'] !== undefined)
}
