import { defineFormat } from './define-format.ts'

/** Marks that begin the items of a list: `- `, `* `, `• `, `1. `, `2) `, `[x] `. */
const MARKER = /^\s*(?:[-*•–]\s+|\(?\d{1,4}[.)]\s+)?(?:\[[ xX]\]\s+)?/

/** The lines that are not empty, without the marks of lists. */
export const linesFormat = defineFormat({
  name: 'lines',
  description: 'a list with one item per line; the marks of lists are left out',
  shape: 'structured',
  read({ text }) {
    const lines = text
      .split(/\r\n|\n|\r/)
      .map((line) => line.replace(MARKER, '').trim())
      .filter((line) => line !== '' && !line.startsWith('```'))
    return { value: lines, repaired: false, problem: null }
  },
  goldProblem: (gold) => (Array.isArray(gold) && gold.every((item) => typeof item === 'string') ? null : 'expected a list of texts'),
})
