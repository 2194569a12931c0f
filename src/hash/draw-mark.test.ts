import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { drawMark, ID_MARK } from './draw-mark.ts'

test('neither the mark nor the part of it that ids hold stands in a text, however many digits it has', () => {
  const random = seededRandom('digits')
  const digits = Array.from({ length: 500_000 }, () =>
    Math.floor(random.next() * 16 ** 6)
      .toString(16)
      .padStart(6, '0'),
  ).join('')
  const marks = Array.from({ length: 25 }, (_, seed) => drawMark(seed, [digits]))
  expect(marks.filter((mark) => digits.includes(mark.slice(0, ID_MARK)))).toEqual([])
  expect(new Set(marks).size).toBe(25)
})
