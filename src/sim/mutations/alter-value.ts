import type { Json, JsonObject } from '../../schema/json.ts'
import { alterNumber } from './alter-number.ts'
import { alterText } from './alter-text.ts'
import type { Mutating } from './mutating.ts'
import { isSchema, schemaOfField, schemaOfItems } from './schema-of-field.ts'

/** The value with one change in it: a leaf, or one leaf of one of its fields or items. Never equal to the first. */
export function alterValue(value: Json, mutating: Mutating, schema: Json | undefined): Json {
  const { random } = mutating
  if (isSchema(schema) && Array.isArray(schema['enum'])) {
    const others = schema['enum'].filter((other) => other !== value)
    if (others.length && (value === null || typeof value !== 'object')) return random.pick(others)
  }
  if (value === null) return 'unknown'
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return alterNumber(value, random)
  if (typeof value === 'string') return alterText(value, mutating)
  if (Array.isArray(value)) return alterOneItem(value, mutating, schema)
  return alterOneField(value, mutating, schema)
}

function alterOneItem(list: Json[], mutating: Mutating, schema: Json | undefined): Json[] {
  if (!list.length) return ['unknown']
  const index = mutating.random.int(0, list.length - 1)
  return list.map((item, i) => (i === index ? alterValue(item, mutating, schemaOfItems(schema)) : item))
}

function alterOneField(object: JsonObject, mutating: Mutating, schema: Json | undefined): JsonObject {
  const keys = Object.keys(object)
  if (!keys.length) return { unknown: true }
  const key = mutating.random.pick(keys)
  const entries = keys.map((name) => {
    const held = object[name] as Json
    return [name, name === key ? alterValue(held, mutating, schemaOfField(schema, name)) : held] as const
  })
  return Object.fromEntries(entries)
}
