import { expect, test } from 'vitest'
import { MOST_KEPT, resampledMeans } from './resampled-means.ts'
import { resampleWeights } from './resample-weights.ts'

test('every resample draws as many cases as there are, each as often as the others', () => {
  const weights = resampleWeights(50, 2_000)
  const drawn = Array.from({ length: 50 }, () => 0)
  for (let row = 0; row < 2_000; row++) {
    const ofRow = weights.subarray(50 * row, 50 * row + 50)
    expect(ofRow.reduce((sum, weight) => sum + weight, 0)).toBe(50)
    ofRow.forEach((weight, index) => (drawn[index] = (drawn[index] ?? 0) + weight))
  }
  // Each count is binomial with mean 2,000 and deviation 44.
  for (const count of drawn) expect(Math.abs(count - 2_000)).toBeLessThan(5 * 44.3)
})

test('the weights depend on the numbers of cases and resamples alone', () => {
  const weights = Uint8Array.from(resampleWeights(20, 100))
  expect(resampleWeights(21, 100)).toHaveLength(2_100)
  expect(resampleWeights(20, 100)).toEqual(weights)
})

test('means of more cases than weights are kept of are drawn row by row, from the same numbers', () => {
  const cases = Array.from({ length: MOST_KEPT + 1 }, (_, index) => (index % 5 === 0 ? null : index % 2))
  const means = resampledMeans(cases, 20, 0)
  const weights = resampleWeights(cases.length, 20)
  means.forEach((mean, resample) => {
    const row = weights.subarray(resample * cases.length, (resample + 1) * cases.length)
    let [sum, drawn] = [0, 0]
    cases.forEach((value, place) => {
      if (value === null) return
      sum += value * (row[place] ?? 0)
      drawn += row[place] ?? 0
    })
    expect(mean).toBeCloseTo(sum / drawn, 12)
  })
  expect([...resampledMeans([null, null], 3, 0.5)]).toEqual([0.5, 0.5, 0.5])
})
