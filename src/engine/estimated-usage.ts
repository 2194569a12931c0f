import type { Usage } from '../schema/answer.ts'

/** Usage that nobody reported, in tokens. */
export const estimatedUsage = (inputTokens: number, outputTokens: number): Usage => ({
  inputTokens,
  outputTokens,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: 'estimated',
})
