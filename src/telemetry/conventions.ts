import type { Semconv } from '../schema/telemetry.ts'

/**
 * Names of the GenAI conventions of OpenTelemetry. They are in development and were renamed since v1.41 of the core conventions, when they moved to a
 * repository of their own; no package on npm has the newer ones.
 */
export const ATTRIBUTES = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  errorType: 'error.type',
  stream: 'gen_ai.request.stream',
  maxTokens: 'gen_ai.request.max_tokens',
  temperature: 'gen_ai.request.temperature',
  topP: 'gen_ai.request.top_p',
  seed: 'gen_ai.request.seed',
  stopSequences: 'gen_ai.request.stop_sequences',
  reasoningLevel: 'gen_ai.request.reasoning.level',
  outputType: 'gen_ai.output.type',
  responseId: 'gen_ai.response.id',
  finishReasons: 'gen_ai.response.finish_reasons',
  timeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  systemInstructions: 'gen_ai.system_instructions',
  toolDefinitions: 'gen_ai.tool.definitions',
  tokenType: 'gen_ai.token.type',
  tokenModality: 'gen_ai.token.modality',
} as const

/** The attribute that changed its name. */
export const CACHE_WRITE_TOKENS = {
  latest: 'gen_ai.usage.cache_write.input_tokens',
  'v1.41': 'gen_ai.usage.cache_creation.input_tokens',
} as const

/** One of the two sets of names. */
export type Convention = Exclude<Semconv, 'both'>

/** The sets that are emitted. */
export const conventionsOf = (semconv: Semconv): readonly Convention[] => (semconv === 'both' ? ['latest', 'v1.41'] : [semconv])

/** Metrics of time, by set of names: histograms of seconds. */
export const TIMES = {
  latest: {
    duration: 'gen_ai.client.inference.duration',
    timeToFirstChunk: 'gen_ai.client.inference.time_to_first_chunk',
    timePerOutputChunk: 'gen_ai.client.inference.time_per_output_chunk',
  },
  'v1.41': {
    duration: 'gen_ai.client.operation.duration',
    timeToFirstChunk: 'gen_ai.client.operation.time_to_first_chunk',
    timePerOutputChunk: 'gen_ai.client.operation.time_per_output_chunk',
  },
} as const

/** Counters of tokens, of the newest names alone; those of caches and reasoning are parts of the totals. */
export const TOKEN_COUNTERS = {
  inputTokens: 'gen_ai.client.inference.usage.input_tokens',
  outputTokens: 'gen_ai.client.inference.usage.output_tokens',
  cachedInputTokens: 'gen_ai.client.inference.usage.cache_read.input_tokens',
  cacheWriteInputTokens: 'gen_ai.client.inference.usage.cache_write.input_tokens',
  reasoningTokens: 'gen_ai.client.inference.usage.reasoning.output_tokens',
} as const

/** Histograms of tokens per call: two in the newest names; one, told apart by `gen_ai.token.type`, in v1.41. */
export const TOKENS_PER_CALL = {
  inputTokens: 'gen_ai.client.inference.operation.input_tokens',
  outputTokens: 'gen_ai.client.inference.operation.output_tokens',
} as const
export const TOKEN_USAGE = 'gen_ai.client.token.usage'

/** Buckets that the conventions ask for. */
export const SECONDS_BUCKETS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]
export const TOKEN_BUCKETS = Array.from({ length: 14 }, (_, power) => 4 ** power)

/** The conventions' word for a provider; those that they do not know keep their own. */
export const providerName = (provider: string): string => (provider === 'bedrock' ? 'aws.bedrock' : provider)

/** All requests are chats. */
export const OPERATION = 'chat'
