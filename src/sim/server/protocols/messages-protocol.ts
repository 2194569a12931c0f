import type { JsonObject } from '../../../schema/json.ts'
import type { ToolCall } from '../../../schema/model-request.ts'
import type { ErrorWord, ServedAnswer, ServerProtocol, StreamForm, StreamPiece, StreamWriter } from '../server-protocol.ts'

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
  splitsArguments: true,
  writer: blockWriter,
  ping: event({ type: 'ping' }),
  whole: (answer) => {
    const text = answer.text + answer.refusal
    const thought: JsonObject[] = answer.reasoning === '' ? [] : [{ type: 'thinking', thinking: answer.reasoning, signature: '' }]
    const blocks: JsonObject[] = text === '' ? [] : [{ type: 'text', text }]
    const content = [
      ...thought,
      ...blocks,
      ...answer.toolCalls.map((call, index) => ({ ...toolBlock(call, index), input: call.arguments })),
    ]
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

/** Blocks follow each other; a piece of another kind, or of another tool, closes one and opens the next. */
function blockWriter(answer: ServedAnswer, form: StreamForm): StreamWriter {
  let index = -1
  let current = ''
  const stop = () => (index < 0 ? '' : event({ type: 'content_block_stop', index }))
  const start = (piece: StreamPiece) => {
    const block = piece.kind === 'tool' ? `tool ${piece.index}` : KINDS[piece.kind]
    if (block === current) return ''
    const stopped = stop()
    current = block
    index++
    return stopped + event({ type: 'content_block_start', index, content_block: emptyBlock(piece, answer) })
  }
  const usage = (output_tokens: number, more: JsonObject = {}): JsonObject => {
    if (form.usage === 'none') return {}
    return { usage: form.usage === 'nulls' ? null : { ...more, output_tokens } }
  }
  const { inputTokens, outputTokens } = answer
  const message = { ...messageOf(answer, []), stop_reason: null, ...usage(1, inputUsage(inputTokens)) }
  const delta = { stop_reason: stopReasonOf(answer), stop_sequence: null }
  return {
    open: () => event({ type: 'message_start', message }),
    piece: (piece) => start(piece) + event({ type: 'content_block_delta', index, delta: deltaOf(piece) }),
    end: () =>
      stop() + event({ type: 'message_delta', delta, ...usage(outputTokens) }) + (form.endMark ? event({ type: 'message_stop' }) : ''),
  }
}

const KINDS = { text: 'text', refusal: 'text', reasoning: 'thinking' }

function emptyBlock(piece: StreamPiece, { toolCalls }: ServedAnswer): JsonObject {
  if (piece.kind === 'tool') return { ...toolBlock(toolCalls[piece.index] as ToolCall, piece.index), input: {} }
  return piece.kind === 'reasoning' ? { type: 'thinking', thinking: '', signature: '' } : { type: 'text', text: '' }
}

function deltaOf({ kind, text }: StreamPiece): JsonObject {
  if (kind === 'tool') return { type: 'input_json_delta', partial_json: text }
  return kind === 'reasoning' ? { type: 'thinking_delta', thinking: text } : { type: 'text_delta', text }
}

function messageOf({ id, model }: ServedAnswer, content: JsonObject[]): JsonObject {
  return { id, type: 'message', role: 'assistant', model, content, stop_sequence: null }
}

function toolBlock({ id, name }: ToolCall, index: number): JsonObject {
  return { type: 'tool_use', id: id ?? `toolu_${index}`, name }
}

function stopReasonOf({ finishReason }: ServedAnswer): string {
  return STOP_REASONS[finishReason ?? ''] ?? 'end_turn'
}

function usageOf({ inputTokens, outputTokens }: ServedAnswer): JsonObject {
  return { ...inputUsage(inputTokens), output_tokens: outputTokens }
}

function inputUsage(input_tokens: number): JsonObject {
  return { input_tokens, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
}
