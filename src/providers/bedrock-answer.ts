import type { ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime'
import type { FinishReason } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import { AnswerBuilder } from './answer-builder.ts'
import type { Call } from './call.ts'
import { brokenAnswer, cutShort, streamError } from './http-error.ts'
import { reportedUsage } from './usage.ts'

const FINISH_REASONS: Record<string, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  content_filtered: 'content-filter',
  guardrail_intervened: 'content-filter',
  refusal: 'refusal',
}

/** Reads the events of ConverseStream. Without `messageStop` the answer was cut short; exceptions inside the stream are stream errors. */
export async function readBedrockAnswer(events: AsyncIterable<ConverseStreamOutput>, call: Call): Promise<AnswerBuilder> {
  const answer = new AnswerBuilder(call)
  try {
    for await (const event of events) {
      takeEvent(event, answer)
      answer.eventEnds(event.metadata?.usage ? { outputTokens: null } : null)
      const totalMs = event.metadata?.metrics?.latencyMs
      if (call.watch && totalMs !== undefined) call.watch.server?.({ totalMs, loadMs: null, timePerOutputTokenMs: null })
    }
  } catch (error) {
    throw readingError(error, call)
  }
  if (answer.finished) return answer
  throw cutShort(call.asked, 'messageStop', call.requestId)
}

function takeEvent({ contentBlockStart, contentBlockDelta, messageStop, metadata }: ConverseStreamOutput, answer: AnswerBuilder): void {
  const started = contentBlockStart?.start?.toolUse
  if (started) answer.toolCall(contentBlockStart?.contentBlockIndex ?? 0, { id: started.toolUseId, name: started.name ?? '' })
  const delta = contentBlockDelta?.delta
  answer.text(delta?.text)
  answer.reasoning(delta?.reasoningContent?.text)
  if (delta?.toolUse?.input) answer.toolCall(contentBlockDelta?.contentBlockIndex ?? 0, { arguments: delta.toolUse.input })
  if (messageStop) answer.finish(FINISH_REASONS[messageStop.stopReason ?? ''] ?? null)
  const usage = metadata?.usage
  if (!usage) return
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage
  answer.usage = reportedUsage({
    inputTokens: inputTokens === undefined ? null : inputTokens + (cacheReadInputTokens ?? 0) + (cacheWriteInputTokens ?? 0),
    outputTokens,
    cachedInputTokens: cacheReadInputTokens,
    cacheWriteInputTokens,
  })
}

/** What the service says instead of an answer, inside of a stream; `null`: it is nothing of the service's. */
function serviceError(error: unknown, call: Call): EvalError | null {
  if (!(error instanceof Error) || !('$fault' in error)) return null
  const { name, message } = error
  return streamError(call.asked, { type: name, message: message === '' ? name : message }, call.requestId)
}

/** The SDK throws exceptions of the service, errors of its decoder, and whatever the body threw. */
export function readingError(error: unknown, call: Call): EvalError {
  if (EvalError.is(error)) return error
  const service = serviceError(error, call)
  if (service) return service
  if (call.signal.aborted) throw error
  // The SDK adds lines of advice to its programmers.
  const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
  return brokenAnswer(call.asked, `its event stream could not be read (${message.slice(0, 200)})`, { requestId: call.requestId })
}
