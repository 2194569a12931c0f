import type { JsonObject } from '../../../schema/json.ts'
import type { ToolCall } from '../../../schema/model-request.ts'
import type { ErrorWord, LimitState, ServedAnswer, ServerProtocol, StreamForm, StreamPiece, StreamWriter } from '../server-protocol.ts'

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
  reasoningField: 'reasoning_content',
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
  reasoningField: 'reasoning',
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
  reasoningField: string
  limitHeaders(state: LimitState): string[]
}

function chatProtocol({ name, idPrefix, saysCost, opening, extra, reasoningField, limitHeaders }: ChatDialect): ServerProtocol {
  return {
    name,
    idPrefix,
    saysCost,
    streamsByDefault: false,
    streamType: 'text/event-stream; charset=utf-8',
    splitsArguments: true,
    writer: (answer, form) => chunkWriter({ answer, form, opening, extra, reasoningField }),
    ping: ': ping\n\n',
    whole: (answer) => {
      const { id, created, model, reasoning, text, refusal, toolCalls } = answer
      const calls = toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(toolCallOf) }
      const thought = reasoning === '' ? {} : { [reasoningField]: reasoning }
      const message = { role: 'assistant', content: text, refusal: refusal === '' ? null : refusal, ...thought, ...calls }
      const choices = [{ index: 0, message, finish_reason: finishReasonOf(answer) }]
      return JSON.stringify({ id, object: 'chat.completion', created, model, ...extra, choices, usage: usageOf(answer) })
    },
    error: (message, word) => JSON.stringify({ error: { message, ...WORDS[word], param: null } }),
    errorEvent: (message) => event({ error: { message, type: 'server_error', code: null } }),
    garbage: 'data: {"id": "chatcmpl-0", "choices": [}\n\n',
    limitHeaders,
  }
}

interface ChunkWriting extends Pick<ChatDialect, 'opening' | 'extra' | 'reasoningField'> {
  answer: ServedAnswer
  form: StreamForm
}

function chunkWriter({ answer, form, opening, extra, reasoningField }: ChunkWriting): StreamWriter {
  const { id, created, model } = answer
  const inEach = (outputTokens: number) => (form.usage === 'each' ? usageOf({ ...answer, outputTokens, costUsd: null }) : null)
  const chunk = (choices: JsonObject[], usage: JsonObject | null) =>
    event({ id, object: 'chat.completion.chunk', created, model, ...extra, choices, ...(form.usage === 'none' ? {} : { usage }) })
  const delta = (fields: JsonObject, outputTokens: number, finish_reason: string | null = null) =>
    chunk([{ index: 0, delta: fields, finish_reason }], inEach(outputTokens))
  const begun = new Set<number>()
  const toolDelta = ({ index, text }: StreamPiece & { kind: 'tool' }): JsonObject => {
    if (begun.has(index)) return { index, function: { arguments: text } }
    begun.add(index)
    const { id: callId, name } = answer.toolCalls[index] as ToolCall
    return { index, id: callId ?? `call_${index}`, type: 'function', function: { name, arguments: text } }
  }
  const fields: { [Kind in StreamPiece['kind']]: (piece: StreamPiece & { kind: Kind }) => JsonObject } = {
    text: ({ text }) => ({ content: text }),
    reasoning: ({ text }) => ({ [reasoningField]: text }),
    refusal: ({ text }) => ({ refusal: text }),
    tool: (piece) => ({ tool_calls: [toolDelta(piece)] }),
  }
  const usage = () => (form.usage === 'last' || form.usage === 'each' ? chunk([], usageOf(answer)) : '')
  return {
    open: () => opening + (form.roleChunk ? delta({ role: 'assistant', content: '' }, 0) : ''),
    piece: (piece, outputTokens) => delta(fields[piece.kind](piece as never), outputTokens),
    end: () => delta({}, answer.outputTokens, finishReasonOf(answer)) + usage() + (form.endMark ? 'data: [DONE]\n\n' : ''),
  }
}

function toolCallOf({ id, name, arguments: given }: ToolCall, index: number): JsonObject {
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  return { index, id: id ?? `call_${index}`, type: 'function', function: { name, arguments: text } }
}

function finishReasonOf({ finishReason }: ServedAnswer): string {
  return FINISH_REASONS[finishReason ?? ''] ?? 'stop'
}

function usageOf({ inputTokens, outputTokens, reasoningTokens, costUsd }: ServedAnswer): JsonObject {
  const usage = {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(reasoningTokens > 0 ? { completion_tokens_details: { reasoning_tokens: reasoningTokens } } : {}),
  }
  return costUsd === null ? usage : { ...usage, cost: costUsd }
}
