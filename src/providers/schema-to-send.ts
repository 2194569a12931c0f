import type { JsonObject } from '../schema/json.ts'
import type { ModelRequest } from '../schema/model-request.ts'

/** The schema that goes along with a request; none where `params.extra` puts something else into its field. */
export function schemaToSend({ outputSchema, params }: ModelRequest, field: string): JsonObject | undefined {
  return Object.hasOwn(params.extra ?? {}, field) ? undefined : outputSchema
}
