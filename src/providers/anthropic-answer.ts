import { z } from 'zod'
import type { FinishReason } from '../schema/answer.ts'
import { AnswerBuilder } from './answer-builder.ts'
import type { Call } from './call.ts'
import { cutShort, streamError } from './http-error.ts'
import { parseObject, readEvents } from './read-events.ts'
import { reportedUsage, tokens } from './usage.ts'

const FINISH_REASONS: Record<string, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
}

/** Usage comes at the beginning and at the end, never with a part of the answer. */
const UNCOUNTED = { outputTokens: null }

const text = z.string().nullish().catch(null)
const eventSchema = z.looseObject({
  type: z.string(),
  index: z.number().default(0).catch(0),
  message: z.looseObject({ id: text, model: text, usage: z.record(z.string(), z.unknown()).nullish().catch(null) }).nullish(),
  content_block: z.looseObject({ type: text, id: text, name: text, text }).nullish(),
  delta: z.looseObject({ type: text, text, thinking: text, partial_json: text, stop_reason: text }).nullish(),
  usage: z.record(z.string(), z.unknown()).nullish().catch(null),
})
type MessageEvent = z.infer<typeof eventSchema>

/** Reads an answer of the Messages API. Without `message_stop` it was cut short: EvalError `invalid-response`. */
export async function readAnthropicAnswer(response: Response, call: Call): Promise<AnswerBuilder> {
  const answer = new AnswerBuilder(call)
  const usage: Record<string, unknown> = {}
  const stopped = await readEvents(response, call, ({ event: name, data }) => {
    const payload = parseObject(data, call)
    if (name === 'error' || payload['type'] === 'error') throw streamError(call.asked, payload, call.requestId)
    const parsed = eventSchema.safeParse(payload)
    if (!parsed.success) return false
    const event = parsed.data
    if (event.type === 'message_stop') return true
    takeEvent(event, answer)
    // Counts of a later event are the newer totals, never to be added.
    Object.assign(usage, known(event.message?.usage), known(event.usage))
    answer.eventEnds(event.message?.usage || event.usage ? UNCOUNTED : null)
    return false
  })
  if (!stopped || !answer.finished) throw cutShort(call.asked, answer.finished ? 'message_stop' : 'a stop reason', call.requestId)
  answer.usage = totalUsage(usage)
  return answer
}

function takeEvent({ type, index, message, content_block: block, delta }: MessageEvent, answer: AnswerBuilder): void {
  if (type === 'message_start') {
    answer.responseId = message?.id ?? null
    answer.servedModel = message?.model ?? null
  }
  if (type === 'content_block_start') {
    answer.text(block?.text)
    if (block?.type === 'tool_use') answer.toolCall(index, { id: block.id ?? undefined, name: block.name ?? '' })
  }
  if (type === 'content_block_delta') {
    answer.text(delta?.text)
    answer.reasoning(delta?.thinking)
    if (delta?.partial_json) answer.toolCall(index, { arguments: delta.partial_json })
  }
  if (type === 'message_delta' && typeof delta?.stop_reason === 'string') answer.finish(FINISH_REASONS[delta.stop_reason] ?? null)
}

function known(usage: Record<string, unknown> | null | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(usage ?? {}).filter(([, value]) => value !== null && value !== undefined))
}

/** `input_tokens` leaves out what went through the cache; all input is the sum. */
function totalUsage(usage: Record<string, unknown>) {
  const fresh = tokens(usage['input_tokens'])
  const cached = tokens(usage['cache_read_input_tokens'])
  const written = tokens(usage['cache_creation_input_tokens'])
  const details = usage['output_tokens_details']
  return reportedUsage({
    inputTokens: fresh === null ? null : fresh + (cached ?? 0) + (written ?? 0),
    outputTokens: usage['output_tokens'],
    cachedInputTokens: cached,
    cacheWriteInputTokens: written,
    reasoningTokens: typeof details === 'object' && details !== null && 'thinking_tokens' in details ? details.thinking_tokens : null,
  })
}
