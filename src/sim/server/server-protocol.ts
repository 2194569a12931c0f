import type { FinishReason } from '../../schema/answer.ts'
import type { ToolCall } from '../../schema/model-request.ts'
import type { StreamScript } from './stream/stream-script.ts'

/** An answer before it takes the shape of a protocol. */
export interface ServedAnswer {
  id: string
  model: string
  /** Seconds since 1970. */
  created: number
  /** Comes before the text. */
  reasoning: string
  text: string
  refusal: string
  toolCalls: readonly ToolCall[]
  finishReason: FinishReason
  inputTokens: number
  /** Reasoning included. */
  outputTokens: number
  reasoningTokens: number
  /** `null`: it is not said. */
  costUsd: number | null
}

/** What is left of a limit. */
export interface LimitState {
  limit: number
  remaining: number
  resetMs: number
}

/** Which events a stream has. */
export type StreamForm = Pick<StreamScript, 'roleChunk' | 'usage' | 'endMark'>

/** A part of an answer as it is streamed; a tool's piece is one of its arguments' JSON, in order. */
export type StreamPiece = { kind: 'reasoning' | 'text' | 'refusal'; text: string } | { kind: 'tool'; index: number; text: string }

/** Durations that a server knows of its own answer, in milliseconds. */
export interface ServedTimes {
  toFirstMs: number
  fromFirstToLastMs: number
}

/** Writes one answer as events of a stream: its opening, its pieces, its end. An empty text: the protocol has no event for it. */
export interface StreamWriter {
  open(): string
  /** `outputTokens`: of the answer so far, this piece included. */
  piece(piece: StreamPiece, outputTokens: number): string
  /** Finish reason, usage and end mark, as far as the form has them. */
  end(times: ServedTimes): string
}

/** How a vendor's API writes what the simulated server says. */
export interface ServerProtocol {
  name: string
  /** Of ids of answers. */
  idPrefix: string
  /** Does it know costs: with the answer, and as records of generations? */
  saysCost: boolean
  /** What a request that does not say gets. */
  streamsByDefault: boolean
  /** Content type of a stream. */
  streamType: string
  /** Are arguments of a tool's call streamed in pieces? */
  splitsArguments: boolean
  writer(answer: ServedAnswer, form: StreamForm): StreamWriter
  /** What a stream sends to show that it is alive; empty: nothing. */
  ping: string
  /** The answer to a request that does not stream: JSON. */
  whole(answer: ServedAnswer): string
  /** Body of an error, JSON; `word` is the vendor's code for it. */
  error(message: string, word: ErrorWord): string
  /** An error inside a stream. */
  errorEvent(message: string): string
  /** A part of a stream that breaks the protocol. */
  garbage: string
  /** Headers that say what is left of a limit: name, value, name, value. */
  limitHeaders(state: LimitState): string[]
}

export type ErrorWord = 'invalid-request' | 'not-found' | 'rate-limit' | 'server-error' | 'overloaded'
