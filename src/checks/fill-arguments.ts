import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'

const TEMPLATE = /\{\{\s*((?:gold|input)(?:\.[^{}\s]+)?)\s*\}\}/g
const WHOLE = /^\s*\{\{\s*((?:gold|input)(?:\.[^{}\s]+)?)\s*\}\}\s*$/

/** Do a check's arguments hold `{{gold}}`, `{{gold.path}}` or `{{input.path}}`? */
export function hasTemplate(value: Json): boolean {
  if (typeof value === 'string') return value.search(TEMPLATE) >= 0
  if (value !== null && typeof value === 'object') return Object.values(value).some(hasTemplate)
  return false
}

/** Arguments with templates filled in from a case: one that is a whole text keeps its value's type. Throws EvalError config for what is not there. */
export function fillArguments(value: Json, source: { gold: Json | undefined; input: JsonObject }): Json {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)
    if (whole) return valueAt(whole[1] as string, source)
    return value.replace(TEMPLATE, (_, path: string) => {
      const found = valueAt(path, source)
      return typeof found === 'string' ? found : JSON.stringify(found)
    })
  }
  if (Array.isArray(value)) return value.map((item) => fillArguments(item, source))
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillArguments(item, source)]))
  return value
}

function valueAt(path: string, source: { gold: Json | undefined; input: JsonObject }): Json {
  const found = path.split('.').reduce<Json | undefined>((value, step) => {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    return (value as JsonObject)[step]
  }, source as JsonObject)
  if (found === undefined) throw new EvalError('config', `the case has no ${path}`)
  return found
}
