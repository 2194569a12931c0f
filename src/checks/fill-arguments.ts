import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'

const TEMPLATE = /\{\{\s*((?:gold|input)(?:\.[^{}\s]+)?)\s*\}\}/g
const WHOLE = /^\s*\{\{\s*((?:gold|input)(?:\.[^{}\s]+)?)\s*\}\}\s*$/

/** What templates are filled in from. */
export interface FillSource {
  gold: Json | undefined
  input: JsonObject
}

/** Do a check's arguments hold `{{gold}}`, `{{gold.path}}` or `{{input.path}}`? */
export function hasTemplate(value: Json): boolean {
  if (typeof value === 'string') return value.search(TEMPLATE) >= 0
  if (value !== null && typeof value === 'object') return Object.values(value).some(hasTemplate)
  return false
}

/**
 * Arguments with templates filled in from a case. A template that is all of a text becomes its value, of any type; with `scalars: text` a number
 * or truth value becomes a text. What is filled in is not looked at again. Throws EvalError config for what the case does not have.
 */
export function fillArguments(value: Json, source: FillSource, scalars: 'kept' | 'text' = 'kept'): Json {
  if (typeof value === 'string') return fillText(value, source, scalars)
  if (Array.isArray(value)) return value.map((item) => fillArguments(item, source, scalars))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillArguments(item, source, scalars)]))
  return value
}

function fillText(text: string, source: FillSource, scalars: 'kept' | 'text'): Json {
  const whole = WHOLE.exec(text)
  if (whole) {
    const found = valueAt(whole[1] as string, source)
    return scalars === 'text' && (typeof found === 'number' || typeof found === 'boolean') ? String(found) : found
  }
  return text.replace(TEMPLATE, (_, path: string) => {
    const found = valueAt(path, source)
    return typeof found === 'string' ? found : JSON.stringify(found)
  })
}

function valueAt(path: string, { gold, input }: FillSource): Json {
  const found = path.split('.').reduce<Json | undefined>(
    (value, step) => {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
      return (value as JsonObject)[step]
    },
    { input, ...(gold === undefined ? {} : { gold }) },
  )
  if (found === undefined) throw new EvalError('config', `the case has no ${path}`)
  return found
}
