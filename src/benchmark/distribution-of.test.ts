import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantile } from '../statistics/quantile.ts'
import { distributionOf, distributionOfValues } from './distribution-of.ts'
import { FigurePool } from './figure-pool.ts'

const settings = { percentiles: [50, 90, 95, 99], unit: 'ms', direction: 'lower' } as const

/** A linear congruential generator that numpy's side of the vectors used too. */
const thousand = (): number[] => {
  let state = 42
  return Array.from({ length: 1_000 }, () => {
    state = Number((BigInt(state) * 1_103_515_245n + 12_345n) % 2_147_483_648n)
    return (state / 2_147_483_648) * 1_000
  })
}

test('equals numpy.percentile, mean and standard deviation on 1,000 values', () => {
  const found = distributionOfValues([thousand()], { ...settings, percentiles: [50, 90, 95, 99, 99.9] })
  const expected = [515.347643988207, 917.4523846246302, 960.0285282358527, 992.8487663064152, 999.3631056146696]
  expected.forEach((value, index) => expect(found?.quantiles[index]?.value).toBeCloseTo(value, 9))
  expect(found?.mean).toBeCloseTo(508.2393458429724, 9)
  expect(found?.standardDeviation).toBeCloseTo(291.64482044872574, 9)
  expect([found?.min, found?.max]).toEqual([1.883203163743019, 999.8398018069565])
  expect(found).toMatchObject({ n: 1_000, missing: 0, method: 'exact', unit: 'ms', direction: 'lower' })
})

test('equals numpy.quantile on eleven values with ties, where flooring the rank gives other numbers', () => {
  const values = [12.5, 0.8, 431.2, 18, 18, 97.3, 5.25, 1200, 44.4, 61, 33.3]
  const found = distributionOfValues([values], { ...settings, percentiles: [50, 90, 95, 99, 0.1] })
  const expected = [33.3, 431.2, 815.6, 1123.12, 0.8445]
  expected.forEach((value, index) => expect(found?.quantiles[index]?.value).toBeCloseTo(value, 9))
  const floored = values.toSorted((a, b) => a - b)[Math.floor(0.95 * values.length)]
  expect(floored).toBe(1200)
})

test('quantiles are those of sorted values, for any values and percentiles', () => {
  const list = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(list, fc.double({ min: 0.01, max: 99.99, noNaN: true }), (values, percentile) => {
      const found = distributionOfValues([values], { ...settings, percentiles: [percentile] })
      return found?.quantiles[0]?.value === quantile(Float64Array.from(values).sort(), percentile / 100)
    }),
  )
})

test('bounds of quantiles are order statistics and need 72 values for p95, 368 for p99', () => {
  const upTo = (n: number) => distributionOfValues([Array.from({ length: n }, (_, i) => i + 1)], settings)
  expect(upTo(71)?.quantiles[2]).toEqual({ percentile: 95, value: 67.5, low: null, high: null, leastN: 72 })
  expect(upTo(72)?.quantiles[2]).toMatchObject({ high: 72, leastN: 72 })
  expect(upTo(367)?.quantiles[3]).toMatchObject({ low: null, high: null, leastN: 368 })
  expect(upTo(368)?.quantiles[3]?.high).toBe(368)
})

test('beyond what is kept exactly a histogram answers to 0.1 %, with exact mean and ends', () => {
  const pool = new FigurePool(500)
  for (const value of thousand()) pool.add(value)
  const [exact, found] = [distributionOfValues([thousand()], settings), distributionOf(pool, settings)]
  expect(found).toMatchObject({ method: 'histogram', n: 1_000, min: exact?.min, max: exact?.max })
  expect(found?.mean).toBeCloseTo(exact?.mean ?? 0, 9)
  const figures = (distribution: typeof exact) =>
    distribution?.quantiles.flatMap(({ value, low, high }) => [value, low ?? 0, high ?? 0]) ?? []
  figures(exact).forEach((value, index) => expect(Math.abs((figures(found)[index] ?? 0) - value)).toBeLessThanOrEqual(0.001 * value))
  expect(found?.ecdf.length).toBeLessThanOrEqual(200)
})

test('more than a million values are counted in a histogram', () => {
  const pool = new FigurePool()
  for (let i = 1; i <= 1_000_001; i++) pool.add(i)
  const found = distributionOf(pool, settings)
  expect(found).toMatchObject({ method: 'histogram', n: 1_000_001, mean: 500_001 })
  expect(Math.abs((found?.quantiles[3]?.value ?? 0) / 990_001 - 1)).toBeLessThan(0.001)
  expect(found?.quantiles[3]?.low).toBeLessThanOrEqual(found?.quantiles[3]?.high ?? 0)
})

test('1,000 × 1 ms and one stall of 1 s at an interval of 10 ms: p99 is 1 ms as measured, 890 ms corrected', () => {
  const values = [...Array.from({ length: 1_000 }, () => 1), 1_000]
  const found = distributionOfValues([values], { ...settings, expectedIntervalMs: 10 })
  expect(found?.quantiles[3]?.value).toBe(1)
  expect(found?.corrected?.[3]?.value).toBeCloseTo(890, 0)
  expect(found?.corrected?.[3]).toMatchObject({ low: null, high: null })
  expect(distributionOfValues([values], settings)).not.toHaveProperty('corrected')
})

test('the interval of a mean goes by blocks from five on, else by batches, and is missing where there are too few', () => {
  const block = (mean: number) => [mean - 1, mean + 1]
  const five = distributionOfValues([100, 104, 98, 103, 95].map(block), settings)
  const half = 2.7764451051977987 * (3.6742346141747673 / Math.sqrt(5))
  expect(five?.meanHigh).toBeCloseTo(100 + half, 9)
  expect(distributionOfValues([100, 104, 98, 103].map(block), settings)).toMatchObject({ meanLow: null, meanHigh: null })
  expect(distributionOfValues([thousand().slice(0, 99)], settings)?.meanLow).toBeNull()
  const { mean, meanLow, meanHigh } = distributionOfValues([thousand()], settings) ?? { mean: 0, meanLow: null, meanHigh: null }
  expect(meanLow).toBeLessThan(mean)
  expect(meanHigh).toBeGreaterThan(mean)
})

test('what is unknown is missing and never 0', () => {
  const found = distributionOfValues([[null, 5, Number.NaN, 7]], settings)
  expect(found).toMatchObject({ n: 2, missing: 2, min: 5, mean: 6 })
  expect(distributionOfValues([[null]], settings)).toBeNull()
  expect(distributionOfValues([[5]], settings)?.standardDeviation).toBeNull()
})
