import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ecdfPoints } from './ecdf-points.ts'

test('each place says the share of values up to it, and few places are enough for many values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 900 }), (values) => {
      const sorted = Float64Array.from(values).sort()
      const points = ecdfPoints(sorted)
      expect(points.length).toBeLessThanOrEqual(241)
      expect(points[0]).toEqual({ value: sorted[0], share: 0 })
      expect(points.at(-1)).toEqual({ value: sorted.at(-1), share: 1 })
      for (const { value, share } of points.slice(1)) {
        const upTo = values.filter((each) => each <= value).length / values.length
        const below = values.filter((each) => each < value).length / values.length
        expect(share).toBeLessThanOrEqual(upTo)
        expect(share).toBeGreaterThan(below - 1e-12)
      }
    }),
  )
})

test('no values, no line', () => {
  expect(ecdfPoints([])).toEqual([])
})
