import { expect, test } from 'vitest'
import { statedBounds, statedRange } from './stated-bounds.ts'

test.each([
  ['Write 5 to 8 bullets.', [{ min: 5, max: 8, noun: 'bullets' }]],
  ['three to ten concepts', [{ min: 3, max: 10, noun: 'concepts' }]],
  ['between two and four short sentences', [{ min: 2, max: 4, noun: 'short' }]],
  [
    'at most ten words, at least 2 lines',
    [
      { max: 10, noun: 'words' },
      { min: 2, noun: 'lines' },
    ],
  ],
  ['exactly 3 items', [{ min: 3, max: 3, noun: 'items' }]],
  ['no more than fifty characters', [{ max: 50, noun: 'characters' }]],
  ['8 to 5 bullets', []],
  ['ISO 639-1 code', []],
  ['', []],
])('%j', (text, bounds) => {
  expect(statedBounds(text).map(({ phrase: _, ...found }) => found)).toEqual(bounds)
  for (const { phrase } of statedBounds(text)) expect(text).toContain(phrase)
})

test.each([
  ['a number from 1 to 5', { min: 1, max: 5 }],
  ['between -0.5 and 0.5', { min: -0.5, max: 0.5 }],
  ['from 5 to 1', null],
  ['a score', null],
])('range: %j', (text, range) => expect(statedRange(text)).toEqual(range))

test('hostile texts take linear time', () => {
  for (const text of ['1 to '.repeat(50_000), 'between '.repeat(50_000), `1${' '.repeat(100_000)}`, 'a'.repeat(200_000)]) {
    expect(statedBounds(text).length).toBeLessThan(60_000)
    expect(statedRange(text)).toBeNull()
  }
})
