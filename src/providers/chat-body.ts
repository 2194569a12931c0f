import type { JsonObject } from '../schema/json.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import { ANSWER_NAME } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'

/** What look-alikes of the OpenAI chat protocol do differently. */
export interface ChatDialect {
  /** Name of the field for the most output tokens. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens'
  /** How the effort of reasoning is asked for. */
  effort(effort: string): JsonObject
  /** Further fields of every request. */
  extra: JsonObject
}

/** The body of a streaming request in the OpenAI chat protocol. `params.extra` is sent as it is but cannot turn streaming off. */
export function chatBody(
  name: string,
  { messages, tools, params }: ModelRequest,
  structured: StructuredOutput,
  dialect: ChatDialect,
): JsonObject {
  const { temperature, topP, maxOutputTokens, seed, stop, reasoningEffort, extra } = params
  return defined({
    temperature,
    top_p: topP,
    [dialect.maxTokensField]: maxOutputTokens,
    seed,
    stop,
    ...(reasoningEffort === undefined ? {} : dialect.effort(reasoningEffort)),
    tools: tools?.length
      ? tools.map(({ name: tool, description, parameters }) => ({
          type: 'function',
          function: defined({ name: tool, description, parameters }),
        }))
      : undefined,
    response_format:
      structured.schema === null
        ? undefined
        : { type: 'json_schema', json_schema: { name: ANSWER_NAME, schema: structured.schema, strict: false } },
    ...dialect.extra,
    ...extra,
    model: name,
    messages: messages.map(chatMessage),
    stream: true,
    stream_options: { include_usage: true },
  })
}

function chatMessage({ role, content, toolCalls, toolCallId }: Message): JsonObject {
  return defined({
    role,
    content,
    tool_call_id: toolCallId,
    tool_calls: toolCalls?.map((call, i) => ({
      id: call.id ?? `call_${i}`,
      type: 'function',
      function: { name: call.name, arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments) },
    })),
  })
}

/** The object without its `undefined` fields. */
export function defined(fields: Record<string, unknown>): JsonObject {
  const kept: Record<string, unknown> = {}
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name]
  return kept as JsonObject
}
