import { compileJsonSchema } from './json-schema.ts'
import { defineFormat } from './define-format.ts'

/** Marks that begin the items of a list: `- `, `* `, `• `, `1. `, `2) `, `[x] `. */
const MARKER = /^(?:[-*+•–]\s+|\(?\d{1,4}[.)]\s+)?(?:\[[ xX]\]\s+)?/

/** The lines that are not empty, without the marks of lists and code fences. */
export const linesFormat = defineFormat({
  name: 'lines',
  description: 'a list with one item per line; the marks of lists are left out',
  shape: 'structured',
  read({ text }) {
    return { value: linesOf(text), repaired: false, problem: null }
  },
  write: (value) => (Array.isArray(value) ? value : [value]).join('\n'),
  merges: ['union', 'concatenate'],
  hasFields: false,
  goldProblem(gold, schema) {
    if (!Array.isArray(gold) || !gold.every((item) => typeof item === 'string')) return 'expected a list of texts'
    // No answer could have such an item.
    if (gold.some((item) => linesOf(item).length === 0)) return 'expected a list of texts, none of them empty'
    return schema === null ? null : compileJsonSchema(schema)(gold).join('; ') || null
  },
})

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim().replace(MARKER, ''))
    .filter((line) => line !== '' && !line.startsWith('```'))
}
