import type { Usage } from '../schema/answer.ts'

/** Ten times the largest context there is. */
const MOST_TOKENS = 100_000_000

/** Usage of a provider that reported none. */
export const NO_USAGE: Usage = Object.freeze({
  inputTokens: null,
  outputTokens: null,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: 'none',
})

/** Usage from whatever a provider reported: what is not a count of tokens is `null`. */
export function reportedUsage(reported: Partial<Record<Exclude<keyof Usage, 'source'>, unknown>>): Usage {
  const inputTokens = tokens(reported.inputTokens)
  const outputTokens = tokens(reported.outputTokens)
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: tokens(reported.cachedInputTokens),
    cacheWriteInputTokens: tokens(reported.cacheWriteInputTokens),
    reasoningTokens: tokens(reported.reasoningTokens),
    source: inputTokens === null && outputTokens === null ? 'none' : 'provider',
  }
}

/** A count of tokens, or `null`: also for more than any model takes or gives. */
export function tokens(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOKENS ? (value as number) : null
}

/** US dollars as integer nano-dollars; `null` for what is no amount, or more than can be counted in them. */
export function nanoUsd(dollars: unknown): number | null {
  const nano = typeof dollars === 'number' && dollars >= 0 ? Math.round(dollars * 1e9) : Number.NaN
  return Number.isSafeInteger(nano) ? nano : null
}
