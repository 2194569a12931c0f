import { createRequire } from 'node:module'
import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js'
import { canonicalJson } from '../hash/canonical-json.ts'
import { linearPattern } from '../patterns/linear-pattern.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import { shorten } from '../text/shorten.ts'
import { countReferences, limitSteps } from './schema-steps.ts'

const require = createRequire(import.meta.url)

/** Problems of a value against a schema, in words; none: it fits. */
export type SchemaCheck = (value: Json) => string[]

const MOST_PROBLEMS = 5
const LONGEST_SCHEMA = 1_000_000
/** Values with longer JSON are checked up to their first problem only. */
const LONGEST_EXPLAINED = 100_000
const MOST_COMPILED = 500
const byIdentity = new WeakMap<object, SchemaCheck>()
const byText = new Map<string, SchemaCheck>()

// Patterns of schemas come from anybody: they run in linear time. ajv tells patterns apart by their text, and wants the code of its engine for
// standalone modules only.
const regExp = Object.assign(
  (pattern: string, flags: string) => ({ test: linearPattern(pattern, flags).test, toString: () => `/${pattern}/${flags}` }) as never,
  { code: 'linearPattern' },
)

/** Compiles a JSON Schema (2020-12), once, without fetching anything. Throws EvalError config for an illegal schema. */
export function compileJsonSchema(schema: JsonObject | boolean): SchemaCheck {
  if (typeof schema === 'boolean') return () => (schema ? [] : ['the schema allows nothing'])
  const known = byIdentity.get(schema)
  if (known) return known
  const text = JSON.stringify(schema)
  const check = byText.get(text) ?? compile(schema, text.length)
  if (byText.size >= MOST_COMPILED) byText.clear()
  byText.set(text, check)
  byIdentity.set(schema, check)
  return check
}

function compile(schema: JsonObject, length: number): SchemaCheck {
  if (length > LONGEST_SCHEMA) throw new EvalError('config', `the JSON Schema has ${length} characters, expected at most ${LONGEST_SCHEMA}`)
  const first = validator(schema, false)
  let all: Validator | undefined
  return (value) => {
    try {
      const problems = first.problems(value)
      if (problems.length === 0) return []
      if (JSON.stringify(value).length > LONGEST_EXPLAINED) return describe(problems)
      all ??= validator(schema, true)
      return describe(all.problems(value))
    } catch (error) {
      if (EvalError.is(error)) throw error
      throw new EvalError('config', `the JSON Schema could not be applied: ${shorten((error as Error).message, 300)}`, { cause: error })
    }
  }
}

interface Validator {
  problems(value: Json): readonly ErrorObject[]
}

function validator(schema: JsonObject, allErrors: boolean): Validator {
  try {
    // Loaded with the first schema: most runs have none.
    const library = require('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020 }
    const formats = require('ajv-formats') as { default: (ajv: Ajv2020) => void }
    // Fields may be named as what every object inherits.
    const ajv = new library.Ajv2020({
      allErrors,
      strict: false,
      ownProperties: true,
      validateFormats: true,
      code: { regExp },
      logger: false,
    })
    formats.default(ajv)
    // Its pattern takes quadratic time; the format is none of the standard's.
    ajv.addFormat('url', { type: 'string', validate: (text: string) => !/\s/.test(text) && URL.canParse(text) })
    // Its own compares all pairs: quadratic time on long lists.
    ajv.removeKeyword('uniqueItems')
    ajv.addKeyword({
      keyword: 'uniqueItems',
      type: 'array',
      schemaType: 'boolean',
      error: { message: 'must NOT have duplicate items' },
      validate: (wanted: boolean, items: Json[]) => !wanted || new Set(items.map(canonicalJson)).size === items.length,
    })
    const restart = limitSteps(ajv)
    const validate = ajv.compile(countReferences(schema))
    return {
      problems(value) {
        restart()
        return validate(value) ? [] : (validate.errors ?? [])
      },
    }
  } catch (error) {
    throw new EvalError('config', `the JSON Schema is not legal: ${shorten((error as Error).message, 300)}`, {
      hint: 'expected JSON Schema 2020-12 without remote references',
      cause: error,
    })
  }
}

function describe(errors: readonly ErrorObject[]): string[] {
  const problems = errors.slice(0, 1_000).map(({ instancePath, message, params }) => {
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
