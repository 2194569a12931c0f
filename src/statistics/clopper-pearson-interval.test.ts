import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomialCdf } from './binomial.ts'
import { clopperPearsonInterval } from './clopper-pearson-interval.ts'

test('agrees with published values of 8 of 10 and with the closed form of 0 of 10', () => {
  const [eight, none] = [clopperPearsonInterval(8, 10), clopperPearsonInterval(0, 10)]
  expect(eight.low).toBeCloseTo(0.4439045, 7)
  expect(eight.high).toBeCloseTo(0.9747893, 7)
  expect(none.low).toBe(0)
  expect(none.high).toBeCloseTo(1 - 0.025 ** 0.1, 12)
})

test('its ends are those of the exact one-sided tests', () => {
  for (const [successes, n] of [
    [1, 8],
    [30, 40],
    [480, 500],
  ] as const) {
    const { low, high } = clopperPearsonInterval(successes, n, 0.9)
    expect(1 - binomialCdf(successes - 1, n, low)).toBeCloseTo(0.05, 9)
    expect(binomialCdf(successes, n, high)).toBeCloseTo(0.05, 9)
  }
})

test('fractions of successes lie between whole ones, and the share always in its interval', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 400, noNaN: true }), (share, n) => {
      const { low, high } = clopperPearsonInterval(share * n, n, 0.9)
      return 0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1
    }),
  )
  const [least, between, most] = [3, 3.5, 4].map((successes) => clopperPearsonInterval(successes, 10).low)
  expect(least).toBeLessThan(between ?? 0)
  expect(between).toBeLessThan(most ?? 0)
})
