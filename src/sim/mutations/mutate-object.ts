import type { Json, JsonObject } from '../../schema/json.ts'
import { alterValue } from './alter-value.ts'
import { inventValue } from './invent-value.ts'
import { mutateItems } from './mutate-items.ts'
import type { Mutating } from './mutating.ts'
import { schemaOfField, schemaOfItems } from './schema-of-field.ts'

/**
 * An object with mistakes, drawn per answer: one field left out, one field made up anew, one field altered.
 * An object whose only field is a list is that list: mistakes are drawn per item.
 */
export function mutateObject(object: JsonObject, mutating: Mutating): JsonObject {
  const { mistakes, random, schema } = mutating
  const keys = Object.keys(object)
  const only = keys.length === 1 ? (keys[0] as string) : undefined
  const list = only === undefined ? undefined : object[only]
  if (only !== undefined && Array.isArray(list)) return { [only]: mutateItems(list, mutating, schemaOfItems(schemaOfField(schema, only))) }
  let answer = object
  if (random.next() < mistakes.alter) answer = alterValue(answer, mutating, schema) as JsonObject
  if (random.next() < mistakes.invent) answer = inventField(answer, mutating)
  if (random.next() < mistakes.omit && keys.length) answer = without(answer, random.pick(keys))
  return answer
}

function inventField(object: JsonObject, mutating: Mutating): JsonObject {
  const keys = Object.keys(object)
  if (!keys.length) return { note: inventValue('something else', mutating) }
  const key = mutating.random.pick(keys)
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, name === key ? otherValue(value, mutating) : value]))
}

/** What has no content to make up anew (null, booleans, empty lists and objects) is altered. */
function otherValue(value: Json, mutating: Mutating): Json {
  const empty = value === null || typeof value === 'boolean' || (typeof value === 'object' && !Object.keys(value).length)
  return empty ? alterValue(value, mutating, undefined) : inventValue(value, mutating)
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
