import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonPattern } from './common-pattern.ts'

const eight = (text: (index: number) => string) => Array.from({ length: 8 }, (_, index) => text(index))

test.each<[string, string[], string | null]>([
  ['times', eight((index) => `0${index}:1${index}`), '^[0-9]{2}:[0-9]{2}$'],
  ['dates', eight((index) => `2025-0${index}-11`), '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'],
  ['currencies', ['EUR', 'USD', 'CHF', 'GBP', 'EUR', 'USD', 'JPY', 'SEK'], '^[A-Z]{3}$'],
  ['numbers with signs of patterns', eight((index) => `A.${index}(x)`), String.raw`^[A-Z]\.[0-9]\([a-z]\)$`],
  ['codes of several lengths', eight((index) => 'X'.repeat(index + 1)), null],
  ['words', eight((index) => `word${'abcdefgh'[index]}`), null],
  ['too few', ['1', '2', '3'], null],
  ['the same one', eight(() => '11'), null],
  ['long texts', eight((index) => `${index}`.repeat(50)), null],
])('%s', (_, texts, pattern) => expect(commonPattern(texts)).toBe(pattern))

test('what a pattern is made from matches it', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[-A-Za-z0-9.:/+*?()[\]{}|^$\\ ]{1,12}$/),
      fc.array(fc.nat(9), { minLength: 8, maxLength: 20 }),
      (shape, digits) => {
        const texts = digits.map((digit) => shape + digit)
        const pattern = commonPattern(texts)
        expect(texts.filter((text) => pattern !== null && !new RegExp(pattern).test(text))).toEqual([])
      },
    ),
  )
})
