import { compileJsonSchema } from '../../answers/json-schema.ts'
import type { Json, JsonObject } from '../../schema/json.ts'
import { defineMutator } from '../define-mutator.ts'
import { leavesIn, replaceAt, schemaAt } from '../places.ts'

/** A value lies outside of what the schema allows for it; where it says nothing, a number is far below zero. */
export const outOfRange = defineMutator({
  name: 'out-of-range',
  description: 'a value lies outside of its range',
  class: 'format',
  mutate({ gold, schema, random }) {
    const leaves = leavesIn(gold)
    const bounded = leaves.flatMap(({ path, value }) => {
      const beyond = outside(value, schemaAt(schema, path))
      return beyond === undefined ? [] : [{ path, beyond }]
    })
    const numbers = leaves.flatMap(({ path, value }) => (typeof value === 'number' ? [{ path, beyond: -1e6 * (Math.abs(value) + 1) }] : []))
    const places = bounded.length > 0 ? bounded : numbers
    if (places.length === 0) return null
    const { path, beyond } = random.pick(places)
    return { value: replaceAt(gold, path, beyond) }
  },
})

/** Values that break one bound each; the first that the schema refuses. */
function outside(value: Json, schema: JsonObject): Json | undefined {
  if (Object.keys(schema).length === 0) return undefined
  return candidates(value, schema).find((candidate) => {
    try {
      return compileJsonSchema(schema)(candidate).length > 0
    } catch {
      return false
    }
  })
}

function candidates(value: Json, schema: JsonObject): Json[] {
  if (typeof value === 'number') {
    const bound = (key: string) => (typeof schema[key] === 'number' ? (schema[key] as number) : null)
    const [most, least] = [bound('maximum') ?? bound('exclusiveMaximum'), bound('minimum') ?? bound('exclusiveMinimum')]
    return [
      ...(least === null ? [] : [least - 1 - Math.abs(value)]),
      ...(most === null ? [] : [most + 1 + Math.abs(value)]),
      ...(Array.isArray(schema['enum']) ? [value + 1_000_003] : []),
    ]
  }
  if (typeof value !== 'string') return []
  const longest = schema['maxLength']
  return [
    ...(/\d/.test(value) ? [value.replaceAll(/\d/g, '9')] : []),
    'none-of-these',
    ...(typeof longest === 'number' && longest < 10_000 ? [value.padEnd(longest + 1, ' and so on')] : []),
    '?',
    '',
  ]
}
