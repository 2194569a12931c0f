import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { geometricMeanInterval } from './geometric-mean-interval.ts'
import { meanInterval, studentInterval } from './mean-interval.ts'
import { positiveMeanInterval } from './positive-mean-interval.ts'

test('no scores, one score, equal scores', () => {
  expect(meanInterval([])).toBeNull()
  expect(meanInterval([1])).toMatchObject({ value: 1, high: 1, method: 'Wilson (no variance)' })
  expect(meanInterval([0.5, 0.5, 0.5])).toMatchObject({ value: 0.5, method: 'Wilson (no variance)' })
})

test("Student's interval for few scores, cut to 0..1", () => {
  const interval = meanInterval([0.2, 0.4, 0.6])
  expect(interval).toMatchObject({ method: 't', low: 0 })
  expect(interval?.value).toBeCloseTo(0.4, 12)
  expect(interval?.high).toBeCloseTo(0.4 + (4.302652729911275 * 0.2) / Math.sqrt(3), 9)
})

test('BCa for many skewed scores, the same each time', () => {
  const random = seededRandom('skewed')
  const scores = Array.from({ length: 80 }, () => random.next() ** 0.1)
  const interval = meanInterval(scores)
  expect(interval).toMatchObject({ method: 'BCa' })
  // Other weights in between take the place of those that were kept.
  expect(meanInterval(scores.slice(1))).toMatchObject({ method: 'BCa' })
  expect(meanInterval(scores)).toEqual(interval)
})

test('BCa of 20,000 resampled cases and of 20,001 expanded ones agree', () => {
  const random = seededRandom('large')
  const scores = Array.from({ length: 20_001 }, () => Math.floor(random.next() ** 0.15 * 4) / 4)
  const [resampled, expanded] = [meanInterval(scores.slice(0, 20_000)), meanInterval(scores)]
  expect([resampled?.method, expanded?.method]).toEqual(['BCa', 'BCa (expansion)'])
  const width = (expanded?.high ?? 0) - (expanded?.low ?? 0)
  expect(Math.abs((expanded?.low ?? 0) - (resampled?.low ?? 0))).toBeLessThan(0.05 * width)
  expect(Math.abs((expanded?.high ?? 0) - (resampled?.high ?? 0))).toBeLessThan(0.05 * width)
})

test('a missing case keeps its place in the resamples and counts for nothing', () => {
  const random = seededRandom('gaps')
  const scores = Array.from({ length: 200 }, (_, index) => (index % 40 === 7 ? null : random.next() ** 0.1))
  const known = scores.filter((score) => score !== null)
  const [withGaps, without] = [meanInterval(scores), meanInterval(known)]
  expect(withGaps).toMatchObject({ method: 'BCa', value: without?.value })
  expect(withGaps?.low).toBeCloseTo(without?.low ?? 0, 2)
  expect(withGaps?.high).toBeCloseTo(without?.high ?? 0, 2)
  expect(meanInterval([null, null])).toBeNull()
})

test('where each end is a bound of its own, scores that pile up at 1 are bounded as shares are', () => {
  const scores = Array.from({ length: 60 }, (_, index) => (index % 10 === 0 ? 0.5 : 1))
  const bounds = meanInterval(scores, { level: 0.9, ends: 'each' })
  expect(bounds).toMatchObject({ value: 0.95, method: 'Clopper–Pearson, n_eff' })
  const student = studentInterval(0.95, Math.sqrt((0.25 * 0.1 - 0.0025) / 59), 59, 0.9)
  expect(bounds?.low).toBeLessThan(student.low)
  expect(bounds?.high).toBeLessThanOrEqual(1)
  expect(meanInterval([1, 1, 1], { level: 0.9, ends: 'each' })).toMatchObject({ method: 'Clopper–Pearson (no variance)', high: 1 })
})

test('the mean lies in its interval, which lies in 0..1', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }), (scores) => {
      const { value, low, high } = meanInterval(scores) ?? { value: 0, low: 1, high: 0 }
      return low !== null && high !== null && low >= 0 && high <= 1 && low <= value + 1e-9 && value <= high + 1e-9
    }),
  )
})

test.each([
  [8, 0.9],
  [20, 0.92],
  [60, 0.93],
])(
  'covers the mean of bounded scores of %d cases',
  (n, least) => {
    const random = seededRandom('means', n)
    const truth = 1 / 1.5
    const runs = n > 50 ? 400 : 2_000
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const { low, high } = meanInterval(Array.from({ length: n }, () => random.next() ** 0.5)) ?? { low: 1, high: 0 }
      if ((low ?? 1) <= truth && truth <= (high ?? 0)) covered++
    }
    expect(covered / runs).toBeGreaterThanOrEqual(least - 3 * Math.sqrt((least * (1 - least)) / runs))
  },
  60_000,
)

test('the geometric mean of positive values has an interval on the log scale', () => {
  const interval = geometricMeanInterval([1, 10, 100])
  expect(interval?.value).toBeCloseTo(10, 12)
  expect((interval?.low ?? 0) * (interval?.high ?? 0)).toBeCloseTo(100, 9)
  expect(geometricMeanInterval([])).toBeNull()
  expect(geometricMeanInterval([1, 0])).toBeNull()
  expect(geometricMeanInterval([1, Number.NaN])).toBeNull()
  expect(geometricMeanInterval([3])).toMatchObject({ low: null, high: null })
})

test('the mean of costs keeps above 0', () => {
  expect(positiveMeanInterval([])).toBeNull()
  expect(positiveMeanInterval([2])).toMatchObject({ value: 2, low: null, high: null })
  expect(positiveMeanInterval([0, 0])).toMatchObject({ value: 0, low: 0, high: 0 })
  const { value, low, high } = positiveMeanInterval([0, 0, 0.03]) ?? { value: 0, low: 0, high: 0 }
  expect(value).toBeCloseTo(0.01, 12)
  expect(low).toBeGreaterThan(0)
  expect(high).toBeGreaterThan(0.03)
})
