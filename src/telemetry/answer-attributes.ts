import type { Attributes } from '@opentelemetry/api'
import type { Completion, FinishReason } from '../schema/answer.ts'
import type { Semconv } from '../schema/telemetry.ts'
import { ATTRIBUTES, CACHE_WRITE_TOKENS, conventionsOf } from './conventions.ts'

/** The conventions' words for why a model stopped. */
const FINISH_REASONS: Record<Exclude<FinishReason, null>, string> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  refusal: 'refusal',
  'content-filter': 'content_filter',
}

/** What a span says of an answer; what is not known is left out. */
export function answerAttributes({ usage, finishReason, responseId, servedModel }: Completion, semconv: Semconv): Attributes {
  const attributes: Attributes = {
    [ATTRIBUTES.responseModel]: servedModel,
    [ATTRIBUTES.responseId]: responseId,
    [ATTRIBUTES.finishReasons]: finishReason && [FINISH_REASONS[finishReason]],
    [ATTRIBUTES.inputTokens]: usage.inputTokens,
    [ATTRIBUTES.outputTokens]: usage.outputTokens,
    [ATTRIBUTES.cacheReadTokens]: usage.cachedInputTokens,
    [ATTRIBUTES.reasoningTokens]: usage.reasoningTokens,
  }
  for (const convention of conventionsOf(semconv)) attributes[CACHE_WRITE_TOKENS[convention]] = usage.cacheWriteInputTokens
  for (const name in attributes) if (attributes[name] === null) delete attributes[name]
  return attributes
}
