import type { Ajv2020 } from 'ajv/dist/2020.js'
import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'

const KEYWORD = 'countsAsStep'
/** Most references that are followed for one value. */
const MOST_STEPS = 2_000_000

/** A schema in which every reference is counted: references that fan out again and again would take exponential time. */
export function countReferences(schema: JsonObject): JsonObject {
  return counted(schema) as JsonObject
}

function counted(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(counted)
  if (schema === null || typeof schema !== 'object') return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, counted(value)]))
  return typeof schema['$ref'] === 'string' || typeof schema['$dynamicRef'] === 'string' ? { ...copy, [KEYWORD]: true } : copy
}

/** Lets a validator count its steps; returns what begins to count anew. Beyond the limit validation throws EvalError config. */
export function limitSteps(ajv: Ajv2020): () => void {
  let steps = 0
  ajv.addKeyword({
    keyword: KEYWORD,
    schemaType: 'boolean',
    errors: false,
    validate() {
      if (++steps > MOST_STEPS) throw new EvalError('config', `the JSON Schema follows more than ${MOST_STEPS} references on this value`)
      return true
    },
  })
  return () => {
    steps = 0
  }
}
