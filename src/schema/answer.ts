import type { ToolCall } from './model-request.ts'

/** Why a model stopped. `null`: the provider did not say. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'refusal' | 'content-filter' | null

/** Tokens as the provider reports them. `null` is unknown, never 0. */
export interface Usage {
  /** All input tokens, cached ones included. */
  inputTokens: number | null
  /** All output tokens, reasoning included. */
  outputTokens: number | null
  /** Share of `inputTokens` that was read from a cache. */
  cachedInputTokens: number | null
  /** Share of `inputTokens` that was written to a cache. */
  cacheWriteInputTokens: number | null
  /** Share of `outputTokens` spent on reasoning. */
  reasoningTokens: number | null
  /** `estimated`: counted by taskbench, because the provider did not report. */
  source: 'provider' | 'estimated' | 'none'
}

/** Milliseconds on a monotonic clock, from the start of the attempt that succeeded. */
export interface Timings {
  /** Wall clock at the start, ISO 8601 in UTC. */
  startedAt: string
  /** From asking the engine to the start of the attempt: queue, limits, earlier attempts. */
  queueMs: number
  /** To the response's headers. */
  firstByteMs: number | null
  /** To the first chunk that carries text, reasoning, refusal or a tool call. */
  firstTokenMs: number | null
  /** To the last such chunk (or the end of the body, where there is none); `null` only for recorded answers that do not say. */
  latencyMs: number | null
}

/** A part of an answer that is not its plain text. */
export interface AnswerPart {
  type: 'reasoning' | 'refusal'
  text: string
}

/** What one call to a provider gave, before it is priced. */
export interface Completion {
  text: string
  toolCalls: ToolCall[]
  finishReason: FinishReason
  parts: AnswerPart[]
  usage: Usage
  timings: Omit<Timings, 'queueMs'>
  /** The model's name as the provider reports it. */
  servedModel: string | null
  /** The provider's id of the response. */
  responseId: string | null
  /** The provider's own price of this call in nano-dollars, where it reports one inline. */
  inlineCostNanoUsd: number | null
  /** The means by which the provider was held to `outputSchema`. */
  structuredOutput: 'json-schema' | 'tool' | 'grammar' | 'none'
}

/** What a subject answers: the unit that checks and metrics read. */
export interface Answer {
  text: string
  toolCalls: ToolCall[]
  finishReason: FinishReason
  parts: AnswerPart[]
  /** Sums over all calls of the trial; `null` as soon as one is unknown. */
  usage: Usage
  /** First token of the first call; latency is the sum of the calls' latencies, or the subject's own time in a code suite. */
  timings: Timings
}
