import type { Json, JsonObject } from '../../schema/json.ts'

/** True for a JSON Schema that is an object. */
export function isSchema(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The schema of a field, where `properties` says one. */
export function schemaOfField(schema: Json | undefined, field: string): Json | undefined {
  const properties = isSchema(schema) ? schema['properties'] : undefined
  return isSchema(properties) && Object.hasOwn(properties, field) ? properties[field] : undefined
}

/** The schema of a list's items, where `items` says one. */
export function schemaOfItems(schema: Json | undefined): Json | undefined {
  return isSchema(schema) ? schema['items'] : undefined
}
