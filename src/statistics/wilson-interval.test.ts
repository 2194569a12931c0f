import fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomialMass } from './binomial.ts'
import { wilsonInterval } from './wilson-interval.ts'

test('8 of 10 and 0 of 10 have the intervals of the literature', () => {
  const eight = wilsonInterval(8, 10)
  expect(eight.low).toBeCloseTo(0.49016247, 8)
  expect(eight.high).toBeCloseTo(0.94331785, 8)
  const none = wilsonInterval(0, 10)
  expect(none.low).toBe(0)
  expect(none.high).toBeCloseTo(0.2775328, 8)
  expect(wilsonInterval(10, 10).high).toBe(1)
})

test('the interval contains the proportion and mirrors it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const k = Math.round(share * n)
      const { low, high } = wilsonInterval(k, n)
      const mirrored = wilsonInterval(n - k, n)
      return low >= 0 && high <= 1 && low <= k / n && k / n <= high && Math.abs(low + mirrored.high - 1) < 1e-12
    }),
  )
})

test('coverage, enumerated: at least 0.91 per cell and 0.94 to 0.97 on average', () => {
  for (const n of [8, 20, 50, 100, 500]) {
    const coverage = (p: number): number => {
      let sum = 0
      for (let k = 0; k <= n; k++) {
        const { low, high } = wilsonInterval(k, n)
        if (low <= p && p <= high) sum += binomialMass(k, n, p)
      }
      return sum
    }
    for (const p of [0.5, 0.9, 0.99]) expect(coverage(p), `n ${n}, p ${p}`).toBeGreaterThanOrEqual(0.91)
    const grid = Array.from({ length: 19 }, (_, i) => coverage(0.05 * (i + 1)))
    const average = grid.reduce((sum, each) => sum + each, 0) / grid.length
    expect(average).toBeGreaterThan(0.94)
    expect(average).toBeLessThan(0.97)
  }
  let narrow = 0
  for (let k = 0; k <= 8; k++) if (wilsonInterval(k, 8).low <= 0.99 && wilsonInterval(k, 8).high >= 0.99) narrow += binomialMass(k, 8, 0.99)
  expect(narrow).toBeCloseTo(0.923, 3)
})
