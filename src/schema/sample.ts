import type { FinishReason, Usage } from './answer.ts'
import type { ServerTimings } from './stream-watch.ts'

/** How a measured request failed. */
export type SampleErrorKind =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout-connect'
  | 'timeout-first-token'
  | 'timeout-idle'
  | 'timeout-total'
  | 'rate-limited'
  | 'overloaded'
  | 'http-4xx'
  | 'http-5xx'
  | 'stream-error'
  | 'truncated'
  | 'parse'
  | 'content-filter'
  | 'context-length'
  | 'auth'
  | 'budget'
  | 'cancelled'
  | 'deadline'
  | 'other'

/** What the stamps of one stream say, in milliseconds; `null` is unknown or not defined for this stream, never 0. */
export interface StreamFigures {
  /** From the intended to the real start; `null`: it never started. */
  queueMs: number | null
  /** From the start to the headers. */
  firstByteMs: number | null
  /** From the start to the first part of the answer: text, reasoning, refusal or tool call. */
  firstTokenMs: number | null
  firstTokenFromScheduleMs: number | null
  /** From the start to the first part that is not reasoning. */
  firstVisibleMs: number | null
  /** From the first to the second part. */
  secondTokenMs: number | null
  /** (last − first) / (output tokens − tokens of the first part). */
  timePerOutputTokenMs: number | null
  /** `assumed`: the server does not say how many tokens the first part has; it counts as one. */
  firstPartTokens: 'reported' | 'assumed'
  /** From the start to the last part. */
  latencyMs: number | null
  latencyFromScheduleMs: number | null
  /** From the last part to the end of the stream. */
  drainMs: number | null
  /** Output tokens per second while decoding (1 / time per token) and over the whole request. */
  decodeTokensPerSecond: number | null
  tokensPerSecond: number | null
  /** Parts of the answer as they came. */
  chunks: number
  /** Gaps longer than the greater of 250 ms and five times their median. */
  stalls: number
  stalledMs: number
}

/** One measured request. */
export interface Sample extends StreamFigures {
  scenario: string
  model: string
  /** From 0. */
  repetition: number
  /** Step of a ramp or sweep, from 0; 0 for the others. */
  step: number
  /** Number of the request within its repetition and step, from 0. */
  index: number
  /** Which of the scenario's inputs: the same number is the same prompt for all models. */
  input: number
  /** Turn of a conversation, from 0. */
  turn: number
  phase: 'warm-up' | 'measured' | 'cool-down'
  /** Milliseconds from the start of the step. */
  scheduledMs: number
  startMs: number
  /** When it ended, however it did. */
  endMs: number
  /** Between parts of the answer; empty for fewer than two. */
  gapsMs: Float64Array
  /** Tokens of the part that ends each gap; `null`: the server does not count them with every part. */
  gapTokens: Uint32Array | null
  /** When its tokens came, for prorating at the edges of a window: from the start of the step to the first and the last part. */
  firstAtMs: number | null
  lastAtMs: number | null
  usage: Usage
  costNanoUsd: number | null
  /** The server's own times; `null`: it does not say any. */
  server: ServerTimings | null
  connection: 'new' | 'reused' | null
  heldBytesPeak: number
  longestPauseMs: number
  streamed: boolean
  finishReason: FinishReason
  structuredOutput: boolean
  error: { kind: SampleErrorKind; message: string; retryAfterMs?: number | undefined } | null
  /** All objectives of the scenario are met; `null`: it has none. */
  meetsSlo: boolean | null
}
