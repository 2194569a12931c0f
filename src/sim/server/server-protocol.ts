import type { FinishReason } from '../../schema/answer.ts'
import type { ToolCall } from '../../schema/model-request.ts'

/** An answer before it takes the shape of a protocol. */
export interface ServedAnswer {
  id: string
  model: string
  /** Seconds since 1970. */
  created: number
  text: string
  refusal: string
  toolCalls: readonly ToolCall[]
  finishReason: FinishReason
  inputTokens: number
  outputTokens: number
  /** `null`: it is not said. */
  costUsd: number | null
}

/** What is left of a limit. */
export interface LimitState {
  limit: number
  remaining: number
  resetMs: number
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
  /** A stream is its opening, its pieces of text, its closing. */
  open(answer: ServedAnswer): string
  piece(answer: ServedAnswer, text: string): string
  close(answer: ServedAnswer): string
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
