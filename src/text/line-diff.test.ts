import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

test('shows the lines that differ with two lines around them', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n'
  expect(lineDiff(before, before.replace('four', 'FOUR'))).toEqual(['  two', '  three', '- four', '+ FOUR', '  five', '  six'])
  expect(lineDiff(before, before.replace('one\n', '').replace('nine', 'nine\nten'))).toEqual([
    '- one',
    '  two',
    '  three',
    '…',
    '  eight',
    '  nine',
    '+ ten',
  ])
})

test('shows nothing of equal texts, and does not mind how lines end', () => {
  expect(lineDiff('a\nb\n', 'a\nb\n')).toEqual([])
  expect(lineDiff('a\r\nb\r\n', 'a\nb')).toEqual([])
})

test('is a way from one text to the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (a, b) => {
      const counted = (mark: string, of: string[]) => of.filter((line) => line.startsWith(mark)).map((line) => line.slice(2))
      const diff = lineDiff(`${a}\n`, `${b}\n`)
      const sorted = (lines: readonly string[]) => lines.toSorted().join('|')
      const gone = sorted([...a.split('\n'), ...counted('+', diff)])
      expect(gone).toBe(sorted([...b.split('\n'), ...counted('-', diff)]))
      expect(diff.length === 0).toBe(a === b)
    }),
  )
})

test('takes long stretches that differ as a whole', () => {
  const many = (word: string) => Array.from({ length: 3_000 }, (_, index) => `${word} ${index % 7}`).join('\n')
  expect(lineDiff(many('a'), many('b'))).toHaveLength(6_000)
})
