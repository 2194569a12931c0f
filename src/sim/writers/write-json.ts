import type { Json } from '../../schema/json.ts'
import { breakJson } from '../mutations/break-json.ts'
import { mutateItems } from '../mutations/mutate-items.ts'
import { mutateObject } from '../mutations/mutate-object.ts'
import { mutateScalar } from '../mutations/mutate-scalar.ts'
import type { Mutating } from '../mutations/mutating.ts'
import { schemaOfItems } from '../mutations/schema-of-field.ts'

/** Gold with mistakes as JSON: lists per item, objects and single values per answer. */
export function writeJson(gold: Json, mutating: Mutating): string {
  const text = JSON.stringify(mutate(gold, mutating))
  return mutating.random.next() < mutating.mistakes.breakFormat ? breakJson(text, mutating.random) : text
}

function mutate(gold: Json, mutating: Mutating): Json {
  if (Array.isArray(gold)) return mutateItems(gold, mutating, schemaOfItems(mutating.schema))
  if (gold !== null && typeof gold === 'object') return mutateObject(gold, mutating)
  return mutateScalar(gold, mutating, mutating.schema)
}
