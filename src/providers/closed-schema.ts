import type { Json, JsonObject } from '../schema/json.ts'

/** Keywords that Claude's structured outputs take; what else a schema says is for the checks, after the answer. */
const KEYWORDS = ['type', 'title', 'description', 'enum', 'const', '$ref', 'required']
const STRING_FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']

/**
 * The part of a JSON Schema that a decoder with closed objects can keep: every object lists its properties, bounds are dropped.
 * `null` where that would change the meaning: objects with any keys, values of any type, conditions.
 * Source: Anthropic, “Structured outputs”, JSON Schema limitations.
 */
export function closedSchema(schema: Json | undefined): JsonObject | null {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return null
  const variants = schema['anyOf'] ?? schema['oneOf']
  const shaped = ['type', 'enum', 'const', '$ref'].some((keyword) => keyword in schema) || variants !== undefined
  if (!shaped || 'if' in schema || 'not' in schema || 'allOf' in schema) return null
  const parts: [string, Json | null][] = KEYWORDS.filter((keyword) => keyword in schema).map((keyword) => [
    keyword,
    schema[keyword] ?? null,
  ])
  const nested: [string, Json | null][] = []
  if (variants !== undefined) nested.push(['anyOf', Array.isArray(variants) ? all(variants.map(closedSchema)) : null])
  if ('$defs' in schema) nested.push(['$defs', closedFields(schema['$defs'])])
  if (isType(schema, 'object')) nested.push(['properties', closedFields(schema['properties'])])
  if (isType(schema, 'array')) nested.push(['items', closedSchema(schema['items'])])
  if (nested.some(([, value]) => value === null)) return null
  if (isType(schema, 'object')) parts.push(['additionalProperties', false])
  if (typeof schema['format'] === 'string' && STRING_FORMATS.includes(schema['format'])) parts.push(['format', schema['format']])
  return Object.fromEntries([...parts, ...nested])
}

function isType(schema: JsonObject, name: string): boolean {
  const type = schema['type']
  return type === name || (Array.isArray(type) && type.includes(name))
}

function closedFields(fields: Json | undefined): JsonObject | null {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return null
  const closed = all(Object.values(fields).map(closedSchema))
  return closed === null ? null : Object.fromEntries(Object.keys(fields).map((key, i) => [key, closed[i] ?? null]))
}

function all(schemas: (JsonObject | null)[]): JsonObject[] | null {
  return schemas.every((schema) => schema !== null) ? schemas : null
}
