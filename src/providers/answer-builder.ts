import type { AnswerPart, Completion, FinishReason, Usage } from '../schema/answer.ts'
import type { ToolCall } from '../schema/model-request.ts'
import type { ContentKind } from '../schema/stream-watch.ts'
import { MAX_ANSWER_BYTES } from './call.ts'
import type { Call } from './call.ts'
import { EventContent } from './event-content.ts'
import { gatherToolCalls } from './gather-tool-calls.ts'
import type { GatheredToolCalls, ToolCallPiece } from './gather-tool-calls.ts'
import { brokenAnswer } from './http-error.ts'
import { unwrapAnswer } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { NO_USAGE } from './usage.ts'

/** Gathers an answer from its pieces; keeps when the first and the last came that carry content. */
export class AnswerBuilder {
  usage: Usage = NO_USAGE
  servedModel: string | null = null
  responseId: string | null = null
  inlineCostNanoUsd: number | null = null
  readonly #call: Call
  readonly #event: EventContent | null
  #text = ''
  #reasoning = ''
  #refusal = ''
  #tools: GatheredToolCalls | null = null
  #reason: FinishReason = null
  #finished = false
  #firstTokenMs: number | null = null
  #lastMs: number | null = null
  #size = 0

  constructor(call: Call) {
    this.#call = call
    this.#event = call.watch ? new EventContent(call.watch) : null
  }

  get finished(): boolean {
    return this.#finished
  }

  text(piece: string | null | undefined): void {
    if (this.#has(piece, 'text')) this.#text += piece
  }

  reasoning(piece: string | null | undefined): void {
    if (this.#has(piece, 'reasoning')) this.#reasoning += piece
  }

  refusal(piece: string | null | undefined): void {
    if (this.#has(piece, 'refusal')) this.#refusal += piece
  }

  toolCall(key: string | number, piece: ToolCallPiece): void {
    this.#count((piece.name?.length ?? 0) + (piece.arguments?.length ?? 0), 'tool-call')
    this.#tools ??= gatherToolCalls()
    this.#tools.add(key, piece)
  }

  finish(reason: FinishReason): void {
    this.#reason = reason
    this.#finished = true
  }

  /** An event of the stream has been taken; `usage`: it said what was used so far. */
  eventEnds(usage: { outputTokens: number | null } | null): void {
    this.#event?.ends(this.#call.arrivedAtMs, usage)
  }

  /** The whole answer; `structured` says how it was held to a schema. */
  completion(structured: StructuredOutput): Completion {
    const made = this.#tools?.calls() ?? []
    const { text, toolCalls } = unwrapAnswer({ text: this.#text, toolCalls: made }, structured)
    return {
      text,
      toolCalls,
      finishReason: finishReasonOf(this.#reason, this.#refusal, toolCalls, made),
      parts: answerParts({ reasoning: this.#reasoning, refusal: this.#refusal }),
      usage: this.usage,
      timings: this.#timings(),
      servedModel: this.servedModel,
      responseId: this.responseId ?? this.#call.requestId ?? null,
      inlineCostNanoUsd: this.inlineCostNanoUsd,
      structuredOutput: structured.means,
    }
  }

  #has(piece: string | null | undefined, kind: ContentKind): piece is string {
    if (typeof piece !== 'string' || piece === '') return false
    this.#count(piece.length, kind)
    return true
  }

  /** Keeps when content came, and bounds its size. */
  #count(length: number, kind: ContentKind): void {
    if (length === 0) return
    this.#event?.has(kind, length)
    const { arrivalMs, asked, requestId } = this.#call
    this.#firstTokenMs ??= arrivalMs
    this.#lastMs = arrivalMs
    this.#size += length
    if (this.#size > MAX_ANSWER_BYTES) throw brokenAnswer(asked, 'it is longer than 32 MB', { retryable: false, requestId })
    this.#call.contentSeen()
  }

  #timings(): Completion['timings'] {
    const { startedAt, firstByteMs, arrivalMs } = this.#call
    return { startedAt, firstByteMs, firstTokenMs: this.#firstTokenMs, latencyMs: this.#lastMs ?? arrivalMs }
  }
}

function answerParts({ reasoning, refusal }: { reasoning: string; refusal: string }): AnswerPart[] {
  if (reasoning === '' && refusal === '') return []
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
