import type { Completion } from '../schema/answer.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { ToolCall } from '../schema/model-request.ts'
import { extractJson } from '../text/extract-json.ts'
import { closedSchema } from './closed-schema.ts'

/** Name of the schema, or of the tool whose arguments are the answer. */
export const ANSWER_NAME = 'answer'

/** How a provider is held to the schema of an answer. */
export interface StructuredOutput {
  means: Completion['structuredOutput']
  /** What is sent; `null`: nothing. */
  schema: JsonObject | null
  /** The answer comes as `{answer: …}`, because the provider takes objects only. */
  wrapped: boolean
}

export const UNSTRUCTURED: StructuredOutput = { means: 'none', schema: null, wrapped: false }

/**
 * The schema in a form for providers that want an object at the root: other roots are wrapped as `{answer: …}`, and what cannot
 * be wrapped (it refers to its own root) is not sent at all.
 */
export function objectSchema(schema: JsonObject | undefined, means: 'json-schema' | 'tool'): StructuredOutput {
  if (schema === undefined) return UNSTRUCTURED
  if (schema['type'] === 'object') return { means, schema, wrapped: false }
  if (refersToRoot(schema)) return UNSTRUCTURED
  const wrapper: JsonObject = {
    type: 'object',
    properties: { [ANSWER_NAME]: schema },
    required: [ANSWER_NAME],
    additionalProperties: false,
  }
  return { means, schema: wrapper, wrapped: true }
}

/** The same for decoders that know closed objects only; `none` where a schema cannot be closed. */
export function closedObjectSchema(schema: JsonObject | undefined): StructuredOutput {
  const structured = objectSchema(schema, 'json-schema')
  const closed = structured.schema === null ? null : closedSchema(structured.schema)
  return closed === null ? UNSTRUCTURED : { ...structured, schema: closed }
}

/** Takes the answer out of the tool call and the wrapper that carried it; anything unexpected stays as it is. */
export function unwrapAnswer(
  found: { text: string; toolCalls: ToolCall[] },
  { means, wrapped }: StructuredOutput,
): { text: string; toolCalls: ToolCall[] } {
  if (means === 'tool') {
    const carrier = found.toolCalls.find(({ name }) => name === ANSWER_NAME)
    if (carrier === undefined) return found
    const value = wrapped ? inner(carrier.arguments) : carrier.arguments
    const text = typeof value === 'string' && value === carrier.arguments ? value : JSON.stringify(value)
    return { text, toolCalls: found.toolCalls.filter((call) => call !== carrier) }
  }
  return wrapped ? { text: unwrapText(found.text), toolCalls: found.toolCalls } : found
}

/** Where the wrapper stands in a code fence or in prose, what is around it stays, and what is broken stays so: checks of the form see it. */
function unwrapText(text: string): string {
  const found = extractJson(text)
  if (found.value === undefined || found.repaired) return text
  const { value } = found
  const answer = inner(value)
  if (answer === value) return text
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}') + 1]
  const isWhole = JSON.stringify(parse(text.slice(from, to))) === JSON.stringify(value)
  return isWhole ? text.slice(0, from) + JSON.stringify(answer) + text.slice(to) : JSON.stringify(answer)
}

function inner(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, ANSWER_NAME)) return value
  return value[ANSWER_NAME]
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function refersToRoot(schema: Json): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if (Array.isArray(schema)) return schema.some(refersToRoot)
  const reference = schema['$ref'] ?? schema['$dynamicRef']
  return (typeof reference === 'string' && reference.startsWith('#')) || Object.values(schema).some(refersToRoot)
}
