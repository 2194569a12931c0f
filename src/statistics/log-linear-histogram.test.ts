import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LogLinearHistogram } from './log-linear-histogram.ts'
import { quantile } from './quantile.ts'

const filled = (values: readonly number[]): LogLinearHistogram => {
  const histogram = new LogLinearHistogram()
  for (const value of values) histogram.add(value)
  return histogram
}

test('quantiles are within 0.1 % of those of the values themselves, over any range', () => {
  const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true })
  const percentiles = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 300 }), percentiles, (values, share) => {
      const exact = quantile(Float64Array.from(values).sort(), share)
      return Math.abs(filled(values).quantile(share) - exact) <= 0.001 * exact
    }),
    { numRuns: 500 },
  )
})

test('every order statistic is within 0.05 %, negative ones and zero too', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 100 }), (values) => {
      const sorted = Float64Array.from(values).sort()
      const histogram = filled(values)
      return sorted.every((value, rank) => Math.abs(histogram.valueAt(rank) - value) <= 0.0005 * Math.abs(value) + 1e-300)
    }),
  )
})

test('zero is zero, and counts add up', () => {
  const histogram = filled([0, -0, 0])
  histogram.add(7, 2)
  expect(histogram.count).toBe(5)
  expect([...histogram.entries()].map(([value, times]) => [Math.round(value), times])).toEqual([
    [0, 3],
    [7, 2],
  ])
})

test('what is no finite number, and a rank that there is not, are refused', () => {
  expect(() => filled([Number.NaN])).toThrow('a histogram was given NaN, expected a finite number')
  expect(() => filled([]).quantile(0.5)).toThrow('of 0 values was asked for')
  expect(() => filled([1]).valueAt(1)).toThrow('rank 1 of 1 values was asked for')
})
