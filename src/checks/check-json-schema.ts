import { z } from 'zod'
import type { JsonObject } from '../schema/json.ts'
import { checkBaseSchema } from '../schema/task.ts'
import { checkKinds } from './check-kinds.ts'

/** JSON Schema of a check as it is written: one branch per kind, with the common fields in each. */
export function checkJsonSchema(): JsonObject {
  const common = (z.toJSONSchema(checkBaseSchema, { io: 'input' }) as unknown as { properties: JsonObject }).properties
  const branches = checkKinds.map(({ kind, passesWhen, schema }) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as unknown as {
      properties?: JsonObject
      required?: string[]
    }
    return {
      type: 'object',
      description: `${kind}: passes when ${passesWhen}`,
      properties: { ...common, ...properties, kind: { const: kind } },
      required: ['kind', ...required],
      additionalProperties: false,
    }
  })
  return { anyOf: branches as unknown as JsonObject[] }
}
