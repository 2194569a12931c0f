import { z } from 'zod'
import type { Json, JsonObject } from '../schema/json.ts'
import { checkBaseSchema } from '../schema/task.ts'
import { checkKinds } from './check-kinds.ts'

/** A number or truth value may be filled in from the case. */
const TEMPLATE: JsonObject = { type: 'string', pattern: '\\{\\{' }

/** JSON Schema of a check as it is written: one branch per kind, with the common fields in each. */
export function checkJsonSchema(): JsonObject {
  const common = propertiesOf(checkBaseSchema).properties
  const branches = checkKinds.map(({ kind, passesWhen, schema }) => {
    const { properties, required } = propertiesOf(schema)
    const own = Object.entries(properties).map(([name, property]) => [name, withTemplate(property as JsonObject)])
    return {
      type: 'object',
      description: `${kind}: passes when ${passesWhen}`,
      properties: { ...common, ...(Object.fromEntries(own) as JsonObject), kind: { const: kind } },
      required: ['kind', ...required],
      additionalProperties: false,
    }
  })
  return { anyOf: branches }
}

function propertiesOf(schema: z.ZodType): { properties: JsonObject; required: string[] } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as { properties?: JsonObject; required?: string[] }
  return { properties: withoutDefinitions(properties) as JsonObject, required }
}

/** zod defines any JSON value by a reference to itself that means nothing outside of its document: anything is allowed there. */
function withoutDefinitions(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDefinitions)
  if (value === null || typeof value !== 'object') return value
  if (typeof value['$ref'] === 'string') return {}
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutDefinitions(item)]))
}

function withTemplate(property: JsonObject): JsonObject {
  if (property['type'] !== 'number' && property['type'] !== 'integer' && property['type'] !== 'boolean') return property
  const { description, default: standard, ...type } = property
  return {
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
    anyOf: [type, TEMPLATE],
  }
}
