import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { clusterError } from './cluster-error.ts'
import { proportionInterval } from './proportion-interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

const ones = (n: number): number[] => Array.from({ length: n }, () => 1)

test('the standard error of 0…9 and of 0…19 in four clusters is that of the literature', () => {
  expect(clusterError([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ones(10))).toBeCloseTo(0.9574271077563381, 12)
  const sums = [0, 1, 2, 3].map((cluster) => [0, 4, 8, 12, 16].reduce((sum, step) => sum + step + cluster, 0))
  expect(clusterError(sums, [5, 5, 5, 5])).toBeCloseTo(0.6454972243679028, 12)
  expect(clusterError([1], [1])).toBeNull()
  expect(clusterError([0, 0], [0, 0])).toBeNull()
})

test("with one trial per case it is Wilson's interval", () => {
  const cases = Array.from({ length: 10 }, (_, i) => ({ successes: Number(i < 8), trials: 1 }))
  expect(proportionInterval(cases)).toEqual({ value: 0.8, effectiveN: 10, ...wilsonInterval(8, 10) })
})

test('no trials have no interval; one case counts as one', () => {
  expect(proportionInterval([])).toBeNull()
  expect(proportionInterval([{ successes: 0, trials: 0 }])).toBeNull()
  expect(proportionInterval([{ successes: 5, trials: 5 }])).toMatchObject({ value: 1, effectiveN: 1 })
})

test('cases that always answer alike count once, whatever the number of their trials', () => {
  const cases = Array.from({ length: 20 }, (_, i) => ({ successes: i < 14 ? 5 : 0, trials: 5 }))
  expect(proportionInterval(cases)?.effectiveN).toBeCloseTo(20, 9)
  const equal = Array.from({ length: 20 }, () => ({ successes: 2, trials: 4 }))
  expect(proportionInterval(equal)?.effectiveN).toBe(20)
})

test('the effective number lies between cases and trials', () => {
  const count = fc
    .integer({ min: 1, max: 6 })
    .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }))
  fc.assert(
    fc.property(fc.array(count, { minLength: 1, maxLength: 30 }), (cases) => {
      const interval = proportionInterval(cases)
      const trials = cases.reduce((sum, each) => sum + each.trials, 0)
      if (!interval) return false
      const { value, low, high, effectiveN } = interval
      return effectiveN >= cases.length - 1e-9 && effectiveN <= trials + 1e-9 && low <= value && value <= high
    }),
  )
})

test.each([8, 20, 50])(
  'covers the truth with three correlated trials of %d cases',
  (n) => {
    const random = seededRandom('coverage', n)
    for (const p of [0.5, 0.9, 0.99]) {
      const runs = 2_000
      let covered = 0
      for (let run = 0; run < runs; run++) {
        const cases = Array.from({ length: n }, () => {
          // A trial repeats its case's own answer with the root of the wanted correlation.
          const own = Number(random.next() < p)
          let successes = 0
          for (let k = 0; k < 3; k++) successes += random.next() < Math.sqrt(0.6) ? own : Number(random.next() < p)
          return { successes, trials: 3 }
        })
        const { low, high } = proportionInterval(cases) ?? { low: 1, high: 0 }
        if (low <= p && p <= high) covered++
      }
      expect(covered / runs, `p ${p}`).toBeGreaterThanOrEqual(0.92 - 3 * Math.sqrt((0.92 * 0.08) / runs))
    }
  },
  60_000,
)
