import type { Recommendation } from '../schema/benchmark-report.ts'
import type { AdviceFacts, Advise } from './advice-facts.ts'
import { recommendBatching } from './recommend-batching.ts'
import { recommendConcurrency } from './recommend-concurrency.ts'
import { recommendModel } from './recommend-model.ts'
import { recommendOutputLimit } from './recommend-output-limit.ts'
import { recommendPromptCaching } from './recommend-prompt-caching.ts'
import { recommendPromptTokens } from './recommend-prompt-tokens.ts'

const TOPICS: Record<Recommendation['topic'], Advise> = {
  model: recommendModel,
  concurrency: recommendConcurrency,
  'output-limit': recommendOutputLimit,
  'prompt-caching': recommendPromptCaching,
  batching: recommendBatching,
  'prompt-tokens': recommendPromptTokens,
}

/** Advice on all topics, each from its own measured figures; none where they do not say it. */
export const recommendationsFrom = (facts: AdviceFacts): Recommendation[] => Object.values(TOPICS).flatMap((advise) => advise(facts))
