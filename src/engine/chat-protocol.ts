import { z } from 'zod'
import type { Reply } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'

const toolCall = z.object({ id: z.string().optional(), function: z.object({ name: z.string(), arguments: z.string().default('{}') }) })
const content = z.union([z.string(), z.null(), z.array(z.object({ type: z.string(), text: z.string().optional() }))]).optional()
const chatRequest = z.object({
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content,
        tool_calls: z.array(toolCall).optional(),
        tool_call_id: z.string().optional(),
      }),
    )
    .min(1),
  tools: z
    .array(
      z.object({
        function: z.object({ name: z.string(), description: z.string().optional(), parameters: z.record(z.string(), z.json()).optional() }),
      }),
    )
    .optional(),
  response_format: z
    .object({ type: z.string(), json_schema: z.object({ schema: z.record(z.string(), z.json()).optional() }).optional() })
    .optional(),
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  max_tokens: z.number().optional(),
  max_completion_tokens: z.number().optional(),
  seed: z.number().optional(),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
  stream: z.boolean().default(false),
})

type ChatRequest = z.infer<typeof chatRequest>

/** A request in OpenAI's chat protocol as a request of ours. Throws EvalError config for what cannot be asked. */
export function readChatRequest(body: unknown): { request: ModelRequest; stream: boolean } {
  const parsed = chatRequest.safeParse(body)
  if (!parsed.success) throw new EvalError('config', `the request is not a chat completion: ${z.prettifyError(parsed.error)}`)
  const given = parsed.data
  const schema = given.response_format?.json_schema?.schema
  const request: ModelRequest = {
    messages: given.messages.map(messageOf),
    ...(given.tools ? { tools: given.tools.map((tool) => tool.function) } : {}),
    ...(schema ? { outputSchema: schema as JsonObject } : {}),
    params: paramsOf(given),
  }
  return { request, stream: given.stream }
}

/** An answer as one chat completion. */
export function chatCompletion(reply: Reply, model: string): JsonObject {
  const { completion, callId } = reply
  return {
    id: callId,
    object: 'chat.completion',
    created: Math.floor(Date.parse(completion.timings.startedAt) / 1_000),
    model,
    choices: [
      { index: 0, message: { role: 'assistant', content: completion.text, ...toolCallsOf(reply) }, finish_reason: finishReasonOf(reply) },
    ],
    usage: usageOf(reply),
  }
}

/** The same as the chunks of a stream; the text comes in one piece. */
export function chatChunks(reply: Reply, model: string): JsonObject[] {
  const chunk = (delta: JsonObject, finish_reason: Json = null): JsonObject => ({
    id: reply.callId,
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta, finish_reason }],
  })
  const last: JsonObject = { id: reply.callId, object: 'chat.completion.chunk', model, choices: [], usage: usageOf(reply) }
  return [
    chunk({ role: 'assistant', content: '' }),
    chunk({ content: reply.completion.text, ...toolCallsOf(reply) }),
    chunk({}, finishReasonOf(reply)),
    last,
  ]
}

function messageOf({ role, content: given, tool_calls, tool_call_id }: ChatRequest['messages'][number]): Message {
  const text = typeof given === 'string' ? given : (given ?? []).map((part) => part.text ?? '').join('')
  return {
    role: role === 'developer' ? 'system' : role,
    content: text,
    ...(tool_calls
      ? {
          toolCalls: tool_calls.map(({ id, function: called }) => ({
            ...(id ? { id } : {}),
            name: called.name,
            arguments: jsonOr(called.arguments),
          })),
        }
      : {}),
    ...(tool_call_id ? { toolCallId: tool_call_id } : {}),
  }
}

function paramsOf(given: ChatRequest): ModelRequest['params'] {
  const maxOutputTokens = given.max_completion_tokens ?? given.max_tokens
  return {
    ...(given.temperature === undefined ? {} : { temperature: given.temperature }),
    ...(given.top_p === undefined ? {} : { topP: given.top_p }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(given.stop === undefined ? {} : { stop: [given.stop].flat() }),
    ...(given.reasoning_effort === undefined ? {} : { reasoningEffort: given.reasoning_effort }),
  }
}

function toolCallsOf({ completion, callId }: Reply): JsonObject {
  if (completion.toolCalls.length === 0) return {}
  const calls = completion.toolCalls.map(({ id, name, arguments: given }, index) => ({
    index,
    id: id ?? `${callId}-${index}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }))
  return { tool_calls: calls }
}

function finishReasonOf({ completion }: Reply): Json {
  const reasons = {
    stop: 'stop',
    length: 'length',
    'tool-calls': 'tool_calls',
    refusal: 'stop',
    'content-filter': 'content_filter',
  } as const
  return completion.finishReason === null ? 'stop' : reasons[completion.finishReason]
}

/** Only what is known: an unknown count is left out, never 0. */
function usageOf({ completion: { usage } }: Reply): Json {
  if (usage.inputTokens === null || usage.outputTokens === null) return null
  return { prompt_tokens: usage.inputTokens, completion_tokens: usage.outputTokens, total_tokens: usage.inputTokens + usage.outputTokens }
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
