import type { Json, JsonObject } from '../../schema/json.ts'
import type { Message, ModelRequest, Tool } from '../../schema/model-request.ts'
import type { Params } from '../../schema/params.ts'

/** What a client has asked, in whichever protocol. */
export interface Question {
  model: string
  stream: boolean
  request: ModelRequest
  /** The last message of the user. */
  prompt: string
}

/** Reads a request of any of the protocols, loosely, as they differ in few fields; `null`: it asks nothing. */
export function readQuestion(body: Json, streamsByDefault: boolean): Question | null {
  if (!isObject(body) || !Array.isArray(body['messages'])) return null
  const messages = body['messages'].filter(isObject).map(messageOf)
  if (messages.length === 0) return null
  if (typeof body['system'] === 'string') messages.unshift({ role: 'system', content: body['system'] })
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const tools = Array.isArray(body['tools']) ? body['tools'].filter(isObject).map(toolOf) : []
  const outputSchema = schemaOf(body)
  return {
    model: typeof body['model'] === 'string' ? body['model'] : 'simulated',
    stream: typeof body['stream'] === 'boolean' ? body['stream'] : streamsByDefault,
    request: { messages, ...(tools.length > 0 ? { tools } : {}), ...(outputSchema ? { outputSchema } : {}), params: paramsOf(body) },
    prompt,
  }
}

function messageOf({ role, content }: JsonObject): Message {
  return { role: role === 'system' || role === 'assistant' || role === 'tool' ? role : 'user', content: textOf(content) }
}

function textOf(content: Json | undefined): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (isObject(part) && typeof part['text'] === 'string' ? part['text'] : '')).join('')
}

function toolOf(tool: JsonObject): Tool {
  const called = isObject(tool['function']) ? tool['function'] : tool
  return { name: String(called['name']) }
}

/** Where OpenAI, Anthropic and Ollama put the JSON Schema of the answer. */
function schemaOf(body: JsonObject): JsonObject | null {
  const places = [at(body, 'response_format', 'json_schema', 'schema'), at(body, 'output_config', 'format', 'schema'), body['format']]
  return places.find(isObject) ?? null
}

function paramsOf(body: JsonObject): Params {
  const most = [body['max_completion_tokens'], body['max_tokens'], at(body, 'options', 'num_predict')].find(
    (value) => typeof value === 'number',
  )
  const stop = [body['stop'] ?? body['stop_sequences'] ?? at(body, 'options', 'stop') ?? []].flat()
  const texts = stop.filter((text) => typeof text === 'string')
  return { ...(typeof most === 'number' ? { maxOutputTokens: most } : {}), ...(texts.length > 0 ? { stop: texts } : {}) }
}

function at(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, step) => (isObject(inner) ? inner[step] : undefined), value)
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
