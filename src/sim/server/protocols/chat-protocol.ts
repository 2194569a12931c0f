import type { JsonObject } from '../../../schema/json.ts'
import type { ToolCall } from '../../../schema/model-request.ts'
import type { ErrorWord, LimitState, ServedAnswer, ServerProtocol } from '../server-protocol.ts'

const WORDS: Record<ErrorWord, { type: string; code: string | null }> = {
  'invalid-request': { type: 'invalid_request_error', code: null },
  'not-found': { type: 'invalid_request_error', code: 'not_found' },
  'rate-limit': { type: 'requests', code: 'rate_limit_exceeded' },
  'server-error': { type: 'server_error', code: null },
  overloaded: { type: 'server_error', code: 'overloaded' },
}
const FINISH_REASONS: Record<string, string> = { length: 'length', 'tool-calls': 'tool_calls' }

const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`

/** OpenAI's chat completions. */
export const openaiProtocol: ServerProtocol = chatProtocol({
  name: 'openai',
  idPrefix: 'chatcmpl-',
  saysCost: false,
  opening: '',
  extra: {},
  limitHeaders: ({ limit, remaining, resetMs }) => [
    'x-ratelimit-limit-requests',
    String(limit),
    'x-ratelimit-remaining-requests',
    String(remaining),
    'x-ratelimit-reset-requests',
    `${resetMs}ms`,
  ],
})

/** OpenRouter: the same with a comment first, the vendor behind it, and the cost. */
export const openrouterProtocol: ServerProtocol = chatProtocol({
  name: 'openrouter',
  idPrefix: 'gen-',
  saysCost: true,
  opening: ': OPENROUTER PROCESSING\n\n',
  extra: { provider: 'Simulated' },
  limitHeaders: ({ limit, remaining, resetMs }) => [
    'x-ratelimit-limit',
    String(limit),
    'x-ratelimit-remaining',
    String(remaining),
    'x-ratelimit-reset',
    String(Date.now() + resetMs),
  ],
})

interface ChatDialect {
  name: string
  idPrefix: string
  saysCost: boolean
  /** What a stream begins with. */
  opening: string
  /** Fields of every chunk. */
  extra: JsonObject
  limitHeaders(state: LimitState): string[]
}

function chatProtocol({ name, idPrefix, saysCost, opening, extra, limitHeaders }: ChatDialect): ServerProtocol {
  const chunk = ({ id, created, model }: ServedAnswer, choices: JsonObject[], usage: JsonObject | null = null) =>
    event({ id, object: 'chat.completion.chunk', created, model, ...extra, choices, usage })
  const delta = (answer: ServedAnswer, fields: JsonObject, finish_reason: string | null = null) =>
    chunk(answer, [{ index: 0, delta: fields, finish_reason }])
  return {
    name,
    idPrefix,
    saysCost,
    streamsByDefault: false,
    streamType: 'text/event-stream; charset=utf-8',
    open: (answer) => opening + delta(answer, { role: 'assistant', content: '' }),
    piece: (answer, text) => delta(answer, { content: text }),
    close: (answer) =>
      (answer.refusal === '' ? '' : delta(answer, { refusal: answer.refusal })) +
      (answer.toolCalls.length === 0 ? '' : delta(answer, { tool_calls: answer.toolCalls.map(toolCallOf) })) +
      delta(answer, {}, finishReasonOf(answer)) +
      chunk(answer, [], usageOf(answer)) +
      'data: [DONE]\n\n',
    whole: (answer) => {
      const { id, created, model, text, refusal, toolCalls } = answer
      const calls = toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(toolCallOf) }
      const message = { role: 'assistant', content: text, refusal: refusal === '' ? null : refusal, ...calls }
      const choices = [{ index: 0, message, finish_reason: finishReasonOf(answer) }]
      return JSON.stringify({ id, object: 'chat.completion', created, model, ...extra, choices, usage: usageOf(answer) })
    },
    error: (message, word) => JSON.stringify({ error: { message, ...WORDS[word], param: null } }),
    errorEvent: (message) => event({ error: { message, type: 'server_error', code: null } }),
    garbage: 'data: {"id": "chatcmpl-0", "choices": [}\n\n',
    limitHeaders,
  }
}

function toolCallOf({ id, name, arguments: given }: ToolCall, index: number): JsonObject {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { index, id: id ?? `call_${index}`, type: 'function', function: { name, arguments: text } }
}

function finishReasonOf({ finishReason }: ServedAnswer): string {
  return FINISH_REASONS[finishReason ?? ''] ?? 'stop'
}

function usageOf({ inputTokens, outputTokens, costUsd }: ServedAnswer): JsonObject {
  const usage = { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens }
  return costUsd === null ? usage : { ...usage, cost: costUsd }
}
