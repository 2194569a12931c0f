import type { Recommendation } from '../schema/benchmark-report.ts'
import { formatUsd } from '../text/format-usd.ts'
import { countedCells, usageOf } from './advice-facts.ts'
import type { AdviceFacts } from './advice-facts.ts'
import { figure, percent, whole } from './advice-text.ts'
import { promptParts } from './prompt-parts.ts'

/** No provider caches shorter prefixes. */
export const LEAST_CACHED_TOKENS = 1_024
const LEAST_INPUTS = 5
const LEAST_SAVING = 0.05
const CALLS = 1_000

/**
 * Where caching the repeated beginning of prompts would save at least 5 % at the model's prices: a prefix of 1,024 tokens or more, alike in all prompts of at least
 * five inputs, of which less than half is read from a cache already. Tokens of the prefix are its share of the characters. One call of 1,000 writes the cache.
 */
export function recommendPromptCaching(facts: AdviceFacts): Recommendation[] {
  return countedCells(facts).flatMap(({ cell, scenario, model }): Recommendation[] => {
    const parts = promptParts(scenario)
    const [input, output] = [cell.figures.inputTokens?.mean ?? 0, cell.figures.outputTokens?.mean ?? 0]
    const prefix = (input * parts.prefix) / parts.total
    const readShare = cell.tokens.input ? (cell.tokens.cached ?? 0) / cell.tokens.input : 0
    if (parts.inputs < LEAST_INPUTS || prefix < LEAST_CACHED_TOKENS || readShare > (0.5 * prefix) / input) return []
    const plain = facts.price(model, usageOf({ input, output }))
    const read = facts.price(model, usageOf({ input, output, cached: prefix }))
    const written = facts.price(model, usageOf({ input, output, written: prefix }))
    if (plain === null || read === null || written === null) return []
    const [before, after] = [CALLS * plain, written + (CALLS - 1) * read]
    const saving = 1 - after / before
    if (!(saving >= LEAST_SAVING)) return []
    const usd = (nano: number) => formatUsd(nano / 1e9)
    return [
      {
        topic: 'prompt-caching',
        scenario: scenario.name,
        model: model.label,
        text: `Cache the beginning of the prompts of ${scenario.name} for ${model.label}: ${percent(prefix / input)} of the input (${whole(prefix)} of ${whole(input)} tokens) is the same in all. At its prices 1,000 requests cost ${usd(after)} instead of ${usd(before)}, ${percent(saving)} less.`,
        figures: [
          figure('repeated prefix', prefix / input, 'share of input tokens'),
          figure('repeated prefix', prefix, 'tokens'),
          figure('read from a cache now', readShare, 'share of input tokens'),
          figure('1,000 requests now', before / 1e9, 'US dollars'),
          figure('1,000 requests with the prefix cached', after / 1e9, 'US dollars'),
        ],
      },
    ]
  })
}
