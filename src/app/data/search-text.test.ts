import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SearchText } from './search-text.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n', ' '), maxLength: 8 })

test('finds exactly the rows that have a text in them, whatever parts they came in', () => {
  fc.assert(
    fc.property(fc.array(fc.array(letters, { maxLength: 6 }), { maxLength: 4 }), letters, (parts, query) => {
      fc.pre(query !== '')
      const text = new SearchText()
      for (const part of parts) text.add(part)
      const rows = parts.flat()
      expect(text.rowsWith(query)).toEqual(rows.flatMap((row, index) => (row.includes(query) ? [index] : [])))
    }),
    { numRuns: 500 },
  )
})

test('narrows what was found while one types on, and finds anew where one does not, or rows were added', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(letters, { maxLength: 6 }), { maxLength: 4 }),
      fc.array(letters, { minLength: 1, maxLength: 3 }),
      (parts, typed) => {
        const text = new SearchText()
        const rows: string[] = []
        for (const part of [...parts, []]) {
          text.add(part)
          rows.push(...part)
          for (let length = 1; length <= typed.join('').length; length++) {
            const query = typed.join('').slice(0, length)
            expect(text.rowsWith(query)).toEqual(rows.flatMap((row, index) => (row.includes(query) ? [index] : [])))
          }
        }
      },
    ),
    { numRuns: 500 },
  )
})
