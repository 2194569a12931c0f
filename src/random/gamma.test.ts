import { expect, test } from 'vitest'
import { drawGamma } from './gamma.ts'
import { seededRandom } from './seeded-random.ts'

test.each([0.2, 0.5, 1, 3, 20])('draws of shape %d have its mean, variance and skewness', (shape) => {
  const random = seededRandom('gamma', shape)
  const draws = Array.from({ length: 40_000 }, () => drawGamma(random, shape))
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
  const moment = (power: number) => draws.reduce((sum, x) => sum + (x - mean) ** power, 0) / draws.length
  expect(mean / shape).toBeCloseTo(1, 1)
  expect(moment(2) / shape).toBeCloseTo(1, 0)
  expect(Math.abs(moment(3) / moment(2) ** 1.5 - 2 / Math.sqrt(shape))).toBeLessThan(0.5)
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
})
