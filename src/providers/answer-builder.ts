import type { AnswerPart, Completion, FinishReason, Usage } from '../schema/answer.ts'
import type { ToolCall } from '../schema/model-request.ts'
import { MAX_ANSWER_BYTES } from './call.ts'
import type { Call } from './call.ts'
import { gatherToolCalls } from './gather-tool-calls.ts'
import type { ToolCallPiece } from './gather-tool-calls.ts'
import { brokenAnswer } from './http-error.ts'
import { unwrapAnswer } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { NO_USAGE } from './usage.ts'

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
  const tools = gatherToolCalls()
  const meter = meterContent(call)
  let reason: FinishReason = null
  let finished = false
  const add = (part: keyof typeof parts) => (piece: string | null | undefined) => {
    if (typeof piece !== 'string' || piece === '') return
    meter.count(piece.length)
    parts[part] += piece
  }
  return {
    text: add('text'),
    reasoning: add('reasoning'),
    refusal: add('refusal'),
    toolCall: (key, piece) => {
      meter.count((piece.name?.length ?? 0) + (piece.arguments?.length ?? 0))
      tools.add(key, piece)
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
      const toolCalls = tools.calls()
      const { text, toolCalls: calls } = unwrapAnswer({ text: parts.text, toolCalls }, structured)
      return {
        text,
        toolCalls: calls,
        finishReason: finishReasonOf(reason, parts.refusal, calls, toolCalls),
        parts: answerParts(parts),
        usage: this.usage,
        timings: meter.timings(),
        servedModel: this.servedModel,
        responseId: this.responseId ?? call.requestId ?? null,
        inlineCostNanoUsd: this.inlineCostNanoUsd,
        structuredOutput: structured.means,
      }
    },
  }
}

/** Stamps arrivals of content and bounds its size. */
function meterContent(call: Call): { count(length: number): void; timings(): Completion['timings'] } {
  let firstTokenMs: number | null = null
  let lastMs: number | null = null
  let size = 0
  return {
    count(length) {
      if (length === 0) return
      firstTokenMs ??= call.arrivalMs
      lastMs = call.arrivalMs
      size += length
      if (size > MAX_ANSWER_BYTES)
        throw brokenAnswer(call.asked, 'it is longer than 32 MB', { retryable: false, requestId: call.requestId })
      call.contentSeen()
    },
    timings: () => ({ startedAt: call.startedAt, firstByteMs: call.firstByteMs, firstTokenMs, latencyMs: lastMs ?? call.arrivalMs }),
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
