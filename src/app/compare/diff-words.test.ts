import { assert, array, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from './diff-words.ts'
import type { DiffPart } from './diff-words.ts'

const whole = (parts: readonly DiffPart[]): string => parts.map(({ text }) => text).join('')
const kept = (parts: readonly DiffPart[]): string =>
  parts
    .filter(({ changed }) => !changed)
    .map(({ text }) => text)
    .join('')
const changed = (parts: readonly DiffPart[]): string[] => parts.filter((part) => part.changed).map(({ text }) => text)

/** Length of the longest common subsequence, by the table that every textbook has. */
const longestCommon = (a: readonly string[], b: readonly string[]): number => {
  const table = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  for (let x = 1; x <= a.length; x++)
    for (let y = 1; y <= b.length; y++) {
      const row = table[x] as number[]
      const above = table[x - 1] as number[]
      row[y] = a[x - 1] === b[y - 1] ? (above[y - 1] as number) + 1 : Math.max(above[y] as number, row[y - 1] as number)
    }
  return table[a.length]?.[b.length] ?? 0
}

describe('diffWords', () => {
  it('marks the words that differ and no others', () => {
    const { a, b } = diffWords('The cat sat on the mat.', 'The dog sat on the old mat.')
    expect(changed(a)).toEqual(['cat'])
    expect(changed(b)).toEqual(['dog', ' old'])
  })

  it('keeps both texts whole, and what is kept is the same in both', () => {
    assert(
      property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (left, right) => {
        const { a, b } = diffWords(left, right)
        expect(whole(a)).toBe(left)
        expect(whole(b)).toBe(right)
        expect(kept(a)).toBe(kept(b))
      }),
    )
  })

  it('keeps as many words as can be kept', () => {
    const letters = array(constantFrom('.', ',', '!', '?'), { maxLength: 24 })
    assert(
      property(letters, letters, (left, right) => {
        expect(kept(diffWords(left.join(''), right.join('')).a)).toHaveLength(longestCommon(left, right))
      }),
    )
  })

  it('says how much is common: all of equal texts, nothing of others', () => {
    expect(diffWords('', '').common).toBe(1)
    expect(diffWords('one two', 'one two').common).toBe(1)
    expect(diffWords('one', 'two').common).toBe(0)
  })

  it('ends soon with long texts that share nothing but beginning and end', () => {
    const long = (word: string): string =>
      `same start ${Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join('|')} same end`
    const { a, b } = diffWords(long('a'), long('b'))
    expect(kept(a)).toBe(kept(b))
    expect(kept(a)).toContain('same start')
    expect(kept(a)).toContain('same end')
  })
})
