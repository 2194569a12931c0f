import { compileJsonSchema } from './json-schema.ts'
import { defineFormat } from './define-format.ts'
import { readNumber } from './read-number.ts'

/** The last number in the text: thousands separators, a currency sign, a trailing point and decimals are read. */
export const numberFormat = defineFormat({
  name: 'number',
  description: 'the last number in the text',
  shape: 'single',
  read({ text }) {
    const number = readNumber(text)
    return number === null
      ? { value: undefined, repaired: false, problem: 'there is no number in the answer' }
      : { value: number, repaired: false, problem: null }
  },
  write: String,
  merges: [],
  hasFields: false,
  goldProblem(gold, schema) {
    const number = readNumber(gold)
    if (number === null) return 'expected a number'
    return schema === null ? null : compileJsonSchema(schema)(number).join('; ') || null
  },
})
