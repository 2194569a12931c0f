import type { JsonObject } from '../../../schema/json.ts'
import type { ErrorWord, ServedAnswer, ServerProtocol } from '../server-protocol.ts'

const WORDS: Record<ErrorWord, string> = {
  'invalid-request': 'invalid_request_error',
  'not-found': 'not_found_error',
  'rate-limit': 'rate_limit_error',
  'server-error': 'api_error',
  overloaded: 'overloaded_error',
}
const STOP_REASONS: Record<string, string> = { length: 'max_tokens', 'tool-calls': 'tool_use', refusal: 'refusal' }

const event = (data: { type: string; [field: string]: unknown }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`

/** Anthropic's Messages API. */
export const messagesProtocol: ServerProtocol = {
  name: 'anthropic',
  idPrefix: 'msg_',
  saysCost: false,
  streamsByDefault: false,
  streamType: 'text/event-stream; charset=utf-8',
  open: (answer) =>
    event({
      type: 'message_start',
      message: { ...messageOf(answer, []), stop_reason: null, usage: usageOf({ ...answer, outputTokens: 1 }) },
    }) + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  piece: (_, text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  close: (answer) =>
    (answer.refusal === '' ? '' : messagesProtocol.piece(answer, answer.refusal)) +
    event({ type: 'content_block_stop', index: 0 }) +
    toolBlocks(answer).map(toolEvents).join('') +
    event({
      type: 'message_delta',
      delta: { stop_reason: stopReasonOf(answer), stop_sequence: null },
      usage: { output_tokens: answer.outputTokens },
    }) +
    event({ type: 'message_stop' }),
  whole: (answer) => {
    const text = answer.text + answer.refusal
    const blocks: JsonObject[] = text === '' ? [] : [{ type: 'text', text }]
    const content = [...blocks, ...toolBlocks(answer)]
    return JSON.stringify({ ...messageOf(answer, content), stop_reason: stopReasonOf(answer), usage: usageOf(answer) })
  },
  error: (message, word) => JSON.stringify({ type: 'error', error: { type: WORDS[word], message } }),
  errorEvent: (message) => event({ type: 'error', error: { type: 'api_error', message } }),
  garbage: 'event: content_block_delta\ndata: {"type": "content_block_delta", "delta": {\n\n',
  limitHeaders: ({ limit, remaining, resetMs }) => [
    'anthropic-ratelimit-requests-limit',
    String(limit),
    'anthropic-ratelimit-requests-remaining',
    String(remaining),
    'anthropic-ratelimit-requests-reset',
    new Date(Date.now() + resetMs).toISOString(),
  ],
}

function messageOf({ id, model }: ServedAnswer, content: JsonObject[]): JsonObject {
  return { id, type: 'message', role: 'assistant', model, content, stop_sequence: null }
}

function toolBlocks({ toolCalls }: ServedAnswer): JsonObject[] {
  return toolCalls.map(({ id, name, arguments: input }, index) => ({ type: 'tool_use', id: id ?? `toolu_${index}`, name, input }))
}

function toolEvents({ input, ...block }: JsonObject, position: number): string {
  const index = position + 1
  return (
    event({ type: 'content_block_start', index, content_block: { ...block, input: {} } }) +
    event({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) } }) +
    event({ type: 'content_block_stop', index })
  )
}

function stopReasonOf({ finishReason }: ServedAnswer): string {
  return STOP_REASONS[finishReason ?? ''] ?? 'end_turn'
}

function usageOf({ inputTokens, outputTokens }: ServedAnswer): JsonObject {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
  }
}
