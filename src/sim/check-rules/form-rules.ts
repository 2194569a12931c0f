import type { JsonObject, Json } from '../../schema/json.ts'
import { isObject } from './gold-shape.ts'
import type { Rule, RuleDraft } from './rule-draft.ts'
import { sourceFor } from './rule-draft.ts'

const ONLY = /\b(nothing else|only|no prose|alone|no code fence|just)\b/i

/** How an answer is written as a whole: its schema, and nothing beside it. */
export const formRules: Rule = (facts) => {
  if (facts.output.format !== 'json') return []
  const { shape, output } = facts
  const drafts: RuleDraft[] = [
    {
      requirement: 'The answer is JSON that needs no repair.',
      source: sourceFor(facts, /\bjson\b/i),
      category: 'format',
      name: 'whole JSON',
      severity: 'critical',
      kind: 'json',
      arguments: { strict: true },
    },
  ]
  const brackets = shape.root === 'list' ? ['\\[', '\\]'] : shape.root === 'object' ? ['\\{', '\\}'] : null
  if (brackets)
    drafts.push({
      requirement: 'Nothing stands beside the JSON.',
      source: sourceFor(facts, ONLY, /\bjson\b/i),
      category: 'exclusion',
      name: 'nothing beside the JSON',
      severity: 'critical',
      kind: 'regex',
      arguments: { pattern: `^\\s*${brackets[0]}[\\s\\S]*${brackets[1]}\\s*$` },
    })
  const schema = output.schema === null ? schemaOf(shape.golds) : undefined
  if (output.schema !== null || schema)
    drafts.push({
      requirement: 'The answer has the fields and types that are asked for.',
      source: sourceFor(facts, /\b(fields?|object|json)\b/i),
      category: 'format',
      name: 'fields and types',
      severity: 'critical',
      kind: 'schema',
      arguments: schema ? { schema } : {},
    })
  return drafts
}

/** A schema that all right answers fit: types, and the fields that each has; `undefined` where there is nothing to say. */
export function schemaOf(values: readonly Json[]): JsonObject | undefined {
  const types = new Set(values.map(typeOf))
  const [type] = types
  if (type === undefined || types.size > 1) return undefined
  if (type === 'array') {
    const items = schemaOf(values.flatMap((value) => value as Json[]))
    return { type, ...(items ? { items } : {}) }
  }
  if (type !== 'object') return { type }
  const objects = values.filter(isObject)
  const keys = [...new Set(objects.flatMap((value) => Object.keys(value)))]
  const properties = keys.map((key) => [
    key,
    schemaOf(objects.flatMap((value) => (Object.hasOwn(value, key) ? [value[key] as Json] : []))) ?? {},
  ])
  return {
    type,
    required: keys.filter((key) => objects.every((value) => Object.hasOwn(value, key))),
    properties: Object.fromEntries(properties) as JsonObject,
  }
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
