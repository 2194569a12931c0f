import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../random/seeded-random.ts'
import { BatchMeans, meanOfGroups } from './batch-means.ts'
import { total } from './cluster-error.ts'

const filled = (values: readonly number[]): BatchMeans => {
  const means = new BatchMeans()
  for (const value of values) means.add(value)
  return means
}

test('all values are in batches of at least the size asked for, however many there are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 40 }), (n, least) => {
      const batches = filled(Array.from({ length: n }, (_, i) => i)).batches(least)
      if (n < least) return batches.length === 0
      return batches.every((batch) => batch.n >= least) && total(batches.map((batch) => batch.n)) === n && batches.length <= 64
    }),
  )
})

test('batches keep the order of values', () => {
  expect(filled([1, 2, 3, 4, 5]).batches(2)).toEqual([
    { n: 2, sum: 3 },
    { n: 3, sum: 12 },
  ])
})

test("the interval of a few run means is Student's, not ± 1.96", () => {
  const means = [100, 104, 98, 103, 95]
  const interval = meanOfGroups(means.map((sum) => ({ n: 1, sum })))
  const half = 2.7764451051977987 * (3.6742346141747673 / Math.sqrt(5))
  expect(interval?.low).toBeCloseTo(100 - half, 9)
  expect(interval?.high).toBeCloseTo(100 + half, 9)
  expect(meanOfGroups([{ n: 3, sum: 3 }])).toBeNull()
})

test('by batches the mean of autocorrelated values is covered; by single values it is not', () => {
  const random = seededRandom('batch means')
  const runs = 600
  let [byBatches, bySingle] = [0, 0]
  for (let run = 0; run < runs; run++) {
    let value = random.normal()
    const values = Array.from({ length: 400 }, () => (value = 0.5 * value + Math.sqrt(0.75) * random.normal()))
    const covers = (interval: { low: number; high: number } | null) => interval !== null && interval.low <= 0 && 0 <= interval.high
    if (covers(meanOfGroups(filled(values).batches(10)))) byBatches++
    if (covers(meanOfGroups(values.map((sum) => ({ n: 1, sum }))))) bySingle++
  }
  expect(byBatches / runs).toBeGreaterThan(0.9)
  expect(bySingle / runs).toBeLessThan(0.8)
})
