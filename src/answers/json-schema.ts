import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { linearPattern } from '../patterns/linear-pattern.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { shorten } from '../text/shorten.ts'

/** Problems of a value against a schema, in words; none: it fits. */
export type SchemaCheck = (value: Json) => string[]

const MOST_PROBLEMS = 5
const compiled = new WeakMap<object, SchemaCheck>()

// Patterns of schemas come from anybody: they run in linear time. ajv wants the code of its engine for standalone modules only.
const regExp = Object.assign((pattern: string, flags: string) => linearPattern(pattern, flags) as never, { code: 'linearPattern' })

/** Compiles a JSON Schema (2020-12) without fetching anything. Throws EvalError config for an illegal schema. */
export function compileJsonSchema(schema: JsonObject | boolean): SchemaCheck {
  if (typeof schema === 'boolean') return () => (schema ? [] : ['the schema allows nothing'])
  const known = compiled.get(schema)
  if (known) return known
  const check = compile(schema)
  compiled.set(schema, check)
  return check
}

function compile(schema: JsonObject): SchemaCheck {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, code: { regExp }, logger: false })
  ;(addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv)
  let validate: ValidateFunction
  try {
    validate = ajv.compile(schema)
  } catch (error) {
    throw new EvalError('config', `the JSON Schema is not legal: ${shorten((error as Error).message, 300)}`, {
      hint: 'expected JSON Schema 2020-12 without remote references',
      cause: error,
    })
  }
  return (value) => (validate(value) ? [] : describe(validate.errors ?? []))
}

function describe(errors: readonly ErrorObject[]): string[] {
  const problems = errors.map(({ instancePath, message, params }) => {
    const extra =
      'additionalProperty' in params
        ? ` (${String(params['additionalProperty'])})`
        : 'allowedValues' in params
          ? ` (${JSON.stringify(params['allowedValues'])})`
          : ''
    return shorten(`${instancePath || 'the value'} ${message}${extra}`, 200)
  })
  const unique = [...new Set(problems)]
  return unique.length > MOST_PROBLEMS ? [...unique.slice(0, MOST_PROBLEMS), `and ${unique.length - MOST_PROBLEMS} more`] : unique
}
