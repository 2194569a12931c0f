import { compileJsonSchema } from './json-schema.ts'
import { defineFormat } from './define-format.ts'

/** The answer's text as it is. */
export const textFormat = defineFormat({
  name: 'text',
  description: "the answer's text as it is",
  shape: 'single',
  read: ({ text }) => ({ value: text, repaired: false, problem: null }),
  write: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  merges: ['concatenate'],
  hasFields: false,
  // Gold that is a list or an object is no text to compare with, but checks and code suites may read its parts.
  goldProblem(gold, schema) {
    if (schema === null || (gold !== null && typeof gold === 'object')) return null
    return compileJsonSchema(schema)(gold).join('; ') || null
  },
})
