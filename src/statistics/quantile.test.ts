import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { leastCases, quantileInterval } from './quantile-interval.ts'
import { quantile } from './quantile.ts'

test('quantiles are linear between values (type 7)', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(quantile([1, 2, 3, 4], 0.95)).toBeCloseTo(3.85, 12)
  expect([quantile([1, 2, 3], 0), quantile([1, 2, 3], 1), quantile([7], 0.3)]).toEqual([1, 3, 7])
  expect(quantile([1, Infinity, Infinity], 0.5)).toBe(Infinity)
  expect(() => quantile([], 0.5)).toThrow('a quantile of no values')
})

test('bounded intervals need 6, 36, 72 and 368 cases', () => {
  expect([0.5, 0.9, 0.95, 0.99].map((share) => leastCases(share))).toEqual([6, 36, 72, 368])
})

const alone = (values: readonly number[]): number[][] => values.map((value) => [value])
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1)

test('below the least number of cases there are no bounds', () => {
  expect(quantileInterval([], 0.5)).toBeNull()
  expect(quantileInterval(alone(upTo(5)), 0.5)).toMatchObject({ value: 3, low: null, high: null })
  expect(quantileInterval(alone(upTo(6)), 0.5)).toMatchObject({ value: 3.5, low: 1, high: 6 })
  expect(quantileInterval(alone(upTo(71)), 0.95)).toMatchObject({ low: null, high: null })
  expect(quantileInterval(alone(upTo(72)), 0.95)?.high).toBe(72)
})

test('several answers of a case that are alike count once', () => {
  const cases = upTo(10).map((value) => [value, value, value])
  const interval = quantileInterval(cases, 0.5)
  expect(interval?.effectiveN).toBeCloseTo(10, 9)
  expect(interval).toMatchObject(quantileInterval(alone(upTo(10)), 0.5) as object)
})

test('bounds are values, in order around the quantile', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 80 }), (values) => {
      const { value, low, high } = quantileInterval(alone(values), 0.5) ?? { value: 0, low: null, high: null }
      return low !== null && high !== null && values.includes(low) && values.includes(high) && low <= value && value <= high
    }),
  )
})

test.each([0.5, 0.95])('covers the quantile %d at least 95 times of 100', (share) => {
  const random = seededRandom('quantile', share)
  const runs = 1_000
  let covered = 0
  for (let run = 0; run < runs; run++) {
    const { low, high } = quantileInterval(alone(Array.from({ length: 80 }, () => random.next())), share) ?? { low: 1, high: 0 }
    if ((low ?? 1) <= share && share <= (high ?? 0)) covered++
  }
  expect(covered / runs).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.95 * 0.05) / runs))
})
