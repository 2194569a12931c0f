import { z } from 'zod'
import { checkKinds } from '../checks/check-kinds.ts'
import type { CheckKind } from '../schema/check-kind.ts'
import type { Json, JsonObject } from '../schema/json.ts'

/** Only of answers of tasks that offer tools. */
const OF_TOOLS = 'tool-calls'

/** The kinds of checks that a writer may use: those that say whether instructions were followed. */
export function writableKinds(hasTools: boolean): CheckKind[] {
  return checkKinds.filter(({ kind, instruction }) => instruction && (hasTools || kind !== OF_TOOLS))
}

/** The vocabulary in lines, one kind each with its arguments, as the kinds themselves say it. */
export function describeVocabulary(hasTools: boolean): string {
  return writableKinds(hasTools).map(describeKind).join('\n')
}

function describeKind({ kind, passesWhen, schema, goldArgument }: CheckKind): string {
  const { properties, required } = argumentsSchema(schema)
  const words = Object.entries(properties).map(([name, property]) => {
    const must = required.includes(name) || name === goldArgument
    return `    ${name} (${typeOf(property)}${must ? ', required' : ''})${meaning(property)}`
  })
  return [`- ${kind}: passes when ${passesWhen}${words.length === 0 ? '; no arguments' : ''}`, ...words].join('\n')
}

/** Is an argument of a kind a text and nothing else? Everything else is written as JSON. */
export function isTextArgument(kind: CheckKind, name: string): boolean {
  const { properties } = argumentsSchema(kind.schema)
  return Object.hasOwn(properties, name) && properties[name]?.['type'] === 'string'
}

function argumentsSchema(schema: z.ZodType): { properties: Record<string, JsonObject>; required: string[] } {
  const found = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as {
    properties?: Record<string, JsonObject>
    required?: string[]
  }
  return { properties: found.properties ?? {}, required: found.required ?? [] }
}

const WORDS: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'mapping',
}

function typeOf(property: JsonObject): string {
  const { enum: legal, type, anyOf, items } = property
  if (Array.isArray(legal)) return legal.map(String).join(' | ')
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((each) => typeOf(each as JsonObject)))].join(' or ')
  if (type === 'array' && isObject(items) && typeof items['type'] === 'string') return `list of ${typeOf(items)}s`
  return typeof type === 'string' ? (WORDS[type] ?? type) : 'any JSON'
}

function meaning({ description, default: standard }: JsonObject): string {
  const parts = [
    typeof description === 'string' ? description : null,
    standard === undefined || standard === '' ? null : `default ${JSON.stringify(standard)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`
}

const isObject = (value: Json | undefined): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
