import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { microRatioInterval } from './micro-ratio-interval.ts'

test('cases without a denominator say nothing', () => {
  expect(microRatioInterval([])).toBeNull()
  expect(microRatioInterval([{ numerator: 0, denominator: 0 }])).toBeNull()
  const one = microRatioInterval([{ numerator: 3, denominator: 4 }])
  expect(one).toMatchObject({ value: 0.75, effectiveN: 1 })
  expect(
    microRatioInterval([
      { numerator: 3, denominator: 4 },
      { numerator: 0, denominator: 0 },
    ]),
  ).toEqual(one)
})

test('the ratio is the micro average and lies in its interval', () => {
  const ratio = fc
    .integer({ min: 0, max: 12 })
    .chain((denominator) => fc.record({ denominator: fc.constant(denominator), numerator: fc.integer({ min: 0, max: denominator }) }))
  fc.assert(
    fc.property(fc.array(ratio, { minLength: 1, maxLength: 30 }), (cases) => {
      const interval = microRatioInterval(cases)
      const denominator = cases.reduce((sum, each) => sum + each.denominator, 0)
      if (denominator === 0) return interval === null
      const value = cases.reduce((sum, each) => sum + each.numerator, 0) / denominator
      return interval !== null && Math.abs(interval.value - value) < 1e-12 && interval.low <= value && value <= interval.high
    }),
  )
})

test('all right in few cases is not certain', () => {
  const interval = microRatioInterval(Array.from({ length: 8 }, () => ({ numerator: 10, denominator: 10 })))
  expect(interval?.high).toBe(1)
  expect(interval?.low).toBeLessThan(0.75)
})

test.each([8, 20, 50])(
  'covers the truth with items that are correlated within %d cases',
  (n) => {
    const random = seededRandom('micro', n)
    for (const p of [0.5, 0.9, 0.97]) {
      const runs = 1_500
      let covered = 0
      for (let run = 0; run < runs; run++) {
        const cases = Array.from({ length: n }, () => {
          const own = Number(random.next() < p)
          const denominator = random.int(3, 15)
          let numerator = 0
          for (let k = 0; k < denominator; k++) numerator += random.next() < 0.25 ? own : Number(random.next() < p)
          return { numerator, denominator }
        })
        const { low, high } = microRatioInterval(cases) ?? { low: 1, high: 0 }
        if (low <= p && p <= high) covered++
      }
      expect(covered / runs, `p ${p}`).toBeGreaterThanOrEqual(0.92 - 3 * Math.sqrt((0.92 * 0.08) / runs))
    }
  },
  60_000,
)
