import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proportionInterval } from './proportion-interval.ts'
import { ProportionTally } from './proportion-tally.ts'

const count = fc
  .integer({ min: 0, max: 6 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }))

const tallied = (cases: readonly { successes: number; trials: number }[]) => {
  const tally = new ProportionTally()
  for (const { successes, trials } of cases) tally.add(successes, trials)
  return tally
}

test('counts one by one give the interval of all of them', () => {
  fc.assert(
    fc.property(fc.array(count, { maxLength: 40 }), (cases) => {
      const [one, all] = [tallied(cases).interval(), proportionInterval(cases)]
      if (one === null || all === null) return one === all
      return (['value', 'effectiveN', 'low', 'high'] as const).every((key) => Math.abs(one[key] - all[key]) < 1e-9 * Math.max(1, all[key]))
    }),
  )
})

test('cases that agree count once, whatever the number of their trials', () => {
  expect(tallied(Array.from({ length: 20 }, () => ({ successes: 2, trials: 4 }))).interval()?.effectiveN).toBe(20)
  expect(tallied([{ successes: 3, trials: 3 }]).interval()).toMatchObject({ value: 1, effectiveN: 1 })
  expect(tallied([{ successes: 0, trials: 0 }]).interval()).toBeNull()
})

test('a million cases of three trials lose nothing to rounding', () => {
  const tally = new ProportionTally()
  for (let index = 0; index < 1_000_000; index++) tally.add(index % 4 === 0 ? 3 : 0, 3)
  expect(tally.interval()?.value).toBe(0.25)
  expect(tally.interval()?.effectiveN).toBeCloseTo(1_000_000, -1)
})
