import type { ConverseStreamCommandInput } from '@aws-sdk/client-bedrock-runtime'
import type { JsonObject } from '../schema/json.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import { defined } from './chat-body.ts'
import { ANSWER_NAME } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'

/** The input of ConverseStream. `params.extra` goes to `additionalModelRequestFields`; Converse knows no seed. */
export function bedrockBody(
  name: string,
  { messages, tools = [], params }: ModelRequest,
  structured: StructuredOutput,
): ConverseStreamCommandInput {
  const { temperature, topP, maxOutputTokens, stop, reasoningEffort, extra } = params
  const further = { ...effort(name, reasoningEffort), ...extra }
  const answerTool =
    structured.schema === null
      ? []
      : [{ name: ANSWER_NAME, description: 'Gives the answer in the wanted form.', parameters: structured.schema ?? undefined }]
  const offered = [...tools, ...answerTool].map((tool) => ({
    toolSpec: defined({ name: tool.name, description: tool.description, inputSchema: { json: tool.parameters ?? { type: 'object' } } }),
  }))
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => ({ text: content }))
  return defined({
    modelId: name,
    messages: conversation(messages),
    system: system.length > 0 ? system : undefined,
    inferenceConfig: defined({ temperature, topP, maxTokens: maxOutputTokens, stopSequences: stop }),
    toolConfig:
      offered.length === 0
        ? undefined
        : { tools: offered, ...(structured.means !== 'tool' ? {} : { toolChoice: { tool: { name: ANSWER_NAME } } }) },
    outputConfig: structured.means === 'json-schema' ? { textFormat: textFormat(structured) } : undefined,
    additionalModelRequestFields: Object.keys(further).length > 0 ? further : undefined,
  }) as unknown as ConverseStreamCommandInput
}

/** By which means a model of Bedrock is held to a schema; `null`: none is known. */
export function meansOf(name: string): 'json-schema' | 'tool' | null {
  if (/(^|[./])anthropic\.claude/.test(name)) return 'json-schema'
  return /(^|[./])(amazon\.nova|mistral\.mistral-large)/.test(name) ? 'tool' : null
}

function textFormat({ schema }: StructuredOutput): JsonObject {
  return { type: 'json_schema', structure: { jsonSchema: { name: ANSWER_NAME, schema: JSON.stringify(schema) } } }
}

function effort(name: string, level: ModelRequest['params']['reasoningEffort']): JsonObject {
  if (level === undefined) return {}
  if (!name.includes('anthropic.')) return { reasoning_effort: level }
  return level === 'none' ? { thinking: { type: 'disabled' } } : { output_config: { effort: level === 'minimal' ? 'low' : level } }
}

function conversation(messages: Message[]): JsonObject[] {
  const turns: { role: 'user' | 'assistant'; content: JsonObject[] }[] = []
  for (const message of messages) {
    if (message.role === 'system') continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...blocksOf(message))
    else turns.push({ role, content: blocksOf(message) })
  }
  return turns
}

function blocksOf({ role, content, toolCalls = [], toolCallId }: Message): JsonObject[] {
  if (role === 'tool') return [{ toolResult: { toolUseId: toolCallId ?? 'call_0', content: [{ text: content }] } }]
  const text: JsonObject[] = content === '' && toolCalls.length > 0 ? [] : [{ text: content }]
  return [
    ...text,
    ...toolCalls.map((call, i): JsonObject => ({ toolUse: { toolUseId: call.id ?? `call_${i}`, name: call.name, input: call.arguments } })),
  ]
}
