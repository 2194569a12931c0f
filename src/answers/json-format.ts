import { extractJson } from '../text/extract-json.ts'
import { defineFormat } from './define-format.ts'
import { compileJsonSchema } from './json-schema.ts'

/** JSON, also in a code fence or with prose around it. */
export const jsonFormat = defineFormat({
  name: 'json',
  description: 'JSON, also in a code fence or with prose around it',
  shape: 'structured',
  read({ text }) {
    const found = extractJson(text)
    if (found.value === undefined) return { value: undefined, repaired: false, problem: found.problem }
    return { value: found.value, repaired: found.repaired, problem: null }
  },
  isWhole(text) {
    try {
      JSON.parse(text)
      return true
    } catch {
      return false
    }
  },
  write: (value) => JSON.stringify(value),
  merges: ['union', 'concatenate'],
  hasFields: true,
  goldProblem: (gold, schema) => (schema === null ? null : compileJsonSchema(schema)(gold).join('; ') || null),
})
