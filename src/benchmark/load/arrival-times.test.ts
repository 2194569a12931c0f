import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrivalTimes } from './arrival-times.ts'

const gapsOf = (times: Float64Array) => Array.from(times.slice(1), (time, index) => time - (times[index] as number))
const variation = (values: number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean
}

test('constant arrivals keep their distance', () => {
  expect([...arrivalTimes({ arrivals: 'constant' }, { count: 4, ratePerSecond: 10, seed: [1] })]).toEqual([0, 100, 200, 300])
})

test('whatever the kind, requests come in order and fill their time', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('constant' as const, 'poisson' as const, 'gamma' as const),
      fc.double({ min: 0.01, max: 1_000, noNaN: true }),
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0.001, max: 100_000, noNaN: true }),
      fc.integer(),
      (arrivals, shape, count, ratePerSecond, seed) => {
        const times = arrivalTimes({ arrivals, shape }, { count, ratePerSecond, seed: [seed] })
        expect([...times].every((time) => Number.isFinite(time) && time >= 0)).toBe(true)
        expect(gapsOf(times).every((gap) => gap >= 0)).toBe(true)
        expect(times.at(-1)).toBeLessThanOrEqual(((count * 1_000) / ratePerSecond) * 1.000_001)
      },
    ),
  )
})

test.each([
  ['poisson', 1, 1],
  ['gamma', 0.25, 2],
  ['gamma', 4, 0.5],
] as const)('%s gaps of shape %d vary by %d', (arrivals, shape, expected) => {
  const times = arrivalTimes({ arrivals, shape }, { count: 20_000, ratePerSecond: 50, seed: ['x'] })
  expect(variation(gapsOf(times))).toBeCloseTo(expected, 1)
})

test('the schedule follows from the seed alone', () => {
  const at = (seed: number) => [...arrivalTimes({ arrivals: 'poisson' }, { count: 5, ratePerSecond: 5, seed: [seed] })]
  expect(at(1)).toEqual(at(1))
  expect(at(1)).not.toEqual(at(2))
})
