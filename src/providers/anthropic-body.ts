import type { JsonObject } from '../schema/json.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import { defined } from './chat-body.ts'
import type { StructuredOutput } from './structured-output.ts'

/** The Messages API wants a limit; this one is taken where `maxOutputTokens` is not given. */
export const DEFAULT_MAX_OUTPUT_TOKENS = 8192

/** The body of a streaming request to the Messages API. It knows no seed, so that `params.seed` is left out. */
export function anthropicBody(name: string, { messages, tools, params }: ModelRequest, structured: StructuredOutput): JsonObject {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const { temperature, topP, maxOutputTokens, stop, reasoningEffort, extra } = params
  const offered = (tools ?? []).map((tool) =>
    defined({ name: tool.name, description: tool.description, input_schema: tool.parameters ?? { type: 'object' } }),
  )
  return defined({
    system: system.length > 0 ? system.join('\n\n') : undefined,
    temperature,
    top_p: topP,
    stop_sequences: stop,
    ...outputConfig(reasoningEffort, structured),
    tools: offered.length > 0 ? offered : undefined,
    max_tokens: maxOutputTokens ?? DEFAULT_MAX_OUTPUT_TOKENS,
    ...extra,
    model: name,
    messages: conversation(messages),
    stream: true,
  })
}

function outputConfig(level: ModelRequest['params']['reasoningEffort'], { schema }: StructuredOutput): Record<string, unknown> {
  const effort = level === 'minimal' ? 'low' : level === 'none' ? undefined : level
  const config = defined({ effort, format: schema === null ? undefined : { type: 'json_schema', schema } })
  return {
    thinking: level === 'none' ? { type: 'disabled' } : undefined,
    output_config: Object.keys(config).length > 0 ? config : undefined,
  }
}

/** Sampling parameters were taken out of the API; only this version of it still takes them, for the models that do. */
export function versionFor(body: JsonObject): string | null {
  return ['temperature', 'top_p', 'top_k'].some((name) => name in body) ? '2023-06-01' : null
}

/** User and assistant take turns: results of tools are blocks of a user's message. */
function conversation(messages: Message[]): JsonObject[] {
  const turns: { role: 'user' | 'assistant'; content: JsonObject[] }[] = []
  for (const message of messages) {
    if (message.role === 'system') continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const blocks = blocksOf(message)
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...blocks)
    else turns.push({ role, content: blocks })
  }
  return turns
}

function blocksOf({ role, content, toolCalls = [], toolCallId }: Message): JsonObject[] {
  if (role === 'tool') return [{ type: 'tool_result', tool_use_id: toolCallId ?? 'call_0', content }]
  const text: JsonObject[] = content === '' && toolCalls.length > 0 ? [] : [{ type: 'text', text: content }]
  const calls = toolCalls.map((call, i): JsonObject => ({
    type: 'tool_use',
    id: call.id ?? `call_${i}`,
    name: call.name,
    input: call.arguments,
  }))
  return [...text, ...calls]
}
