import type { AnswerPart, Completion, FinishReason, Usage } from '../schema/answer.ts'
import type { Json } from '../schema/json.ts'
import type { ToolCall } from '../schema/model-request.ts'
import { MAX_ANSWER_BYTES } from './call.ts'
import type { Call } from './call.ts'
import { brokenAnswer } from './http-error.ts'
import { unwrapAnswer } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { NO_USAGE } from './usage.ts'

/** A piece of a tool call; pieces with one key belong together. */
export interface ToolCallPiece {
  id?: string | undefined
  name?: string | undefined
  arguments?: string | undefined
}

/** Gathers an answer from its pieces and stamps the first and the last that carry content. */
export interface AnswerBuilder {
  text(piece: string | null | undefined): void
  reasoning(piece: string | null | undefined): void
  refusal(piece: string | null | undefined): void
  toolCall(key: string | number, piece: ToolCallPiece): void
  finish(reason: FinishReason): void
  readonly finished: boolean
  usage: Usage
  servedModel: string | null
  responseId: string | null
  inlineCostNanoUsd: number | null
  /** The whole answer; `structured` says how it was held to a schema. */
  completion(structured: StructuredOutput): Completion
}

/** An empty answer of this call. */
export function buildAnswer(call: Call): AnswerBuilder {
  const parts = { text: '', reasoning: '', refusal: '' }
  const toolPieces = new Map<string | number, { id: string | undefined; name: string; arguments: string }>()
  const stamps = { first: null as number | null, last: null as number | null }
  let size = 0
  let reason: FinishReason = null
  let finished = false
  const content = (length: number) => {
    stamps.first ??= call.arrivalMs
    stamps.last = call.arrivalMs
    size += length
    if (size > MAX_ANSWER_BYTES) throw brokenAnswer(call.asked, 'it is longer than 32 MB', { retryable: false, requestId: call.requestId })
    call.contentSeen()
  }
  const add = (part: keyof typeof parts) => (piece: string | null | undefined) => {
    if (typeof piece !== 'string' || piece === '') return
    content(piece.length)
    parts[part] += piece
  }
  return {
    text: add('text'),
    reasoning: add('reasoning'),
    refusal: add('refusal'),
    toolCall: (key, piece) => {
      const length = (piece.name?.length ?? 0) + (piece.arguments?.length ?? 0)
      if (length > 0) content(length)
      const held = toolPieces.get(key) ?? { id: undefined, name: '', arguments: '' }
      toolPieces.set(key, {
        id: held.id ?? piece.id,
        name: held.name === '' ? (piece.name ?? '') : held.name,
        arguments: held.arguments + (piece.arguments ?? ''),
      })
    },
    finish: (given) => {
      reason = given
      finished = true
    },
    get finished() {
      return finished
    },
    usage: NO_USAGE,
    servedModel: null,
    responseId: null,
    inlineCostNanoUsd: null,
    completion(structured) {
      const toolCalls = [...toolPieces.values()].map(readToolCall)
      const { text, toolCalls: calls } = unwrapAnswer({ text: parts.text, toolCalls }, structured)
      return {
        text,
        toolCalls: calls,
        finishReason: finishReasonOf(reason, parts.refusal, calls, toolCalls),
        parts: answerParts(parts),
        usage: this.usage,
        timings: {
          startedAt: call.startedAt,
          firstByteMs: call.firstByteMs,
          firstTokenMs: stamps.first,
          latencyMs: stamps.last ?? call.arrivalMs,
        },
        servedModel: this.servedModel,
        responseId: this.responseId ?? call.requestId ?? null,
        inlineCostNanoUsd: this.inlineCostNanoUsd,
        structuredOutput: structured.means,
      }
    },
  }
}

function answerParts({ reasoning, refusal }: { reasoning: string; refusal: string }): AnswerPart[] {
  const parts: AnswerPart[] = [
    { type: 'reasoning', text: reasoning },
    { type: 'refusal', text: refusal },
  ]
  return parts.filter(({ text }) => text !== '')
}

function finishReasonOf(reason: FinishReason, refusal: string, calls: ToolCall[], made: ToolCall[]): FinishReason {
  if (refusal !== '' && (reason === 'stop' || reason === null)) return 'refusal'
  // The call that only carried the structured answer is no call of the model's own.
  if (reason === 'tool-calls' && calls.length === 0 && made.length > 0) return 'stop'
  return reason === 'stop' && calls.length > 0 ? 'tool-calls' : reason
}

function readToolCall({ id, name, arguments: text }: { id: string | undefined; name: string; arguments: string }): ToolCall {
  return { id, name, arguments: readArguments(text) }
}

function readArguments(text: string): Json {
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
