import { expect, test } from 'vitest'
import { pairedBlockTest, welchBlockTest } from './block-test.ts'

// Vectors from scipy.stats 1.17: ttest_1samp and ttest_ind(equal_var=False).
const A = [5.01, 5.2, 4.93, 5.11, 5.3, 5.02, 4.88]
const B = [5.21, 5.33, 5.1, 5.19, 5.61, 5.07, 5.15]
const PAIRED = { estimate: 0.1728571428571431, p: 0.003010876044890511, interval: [0.08467866, 0.261035625] }
const WELCH = { estimate: 0.1873809523809511, p: 0.08878750945520755, interval: [-0.034649123, 0.409411028] }

test("paired blocks give Student's p and interval", () => {
  const found = pairedBlockTest(A.map((a, i) => (B[i] as number) - a))
  expect(found?.estimate).toBeCloseTo(PAIRED.estimate, 12)
  expect(found?.pValue).toBeCloseTo(PAIRED.p, 12)
  expect([found?.low, found?.high].map((end) => Number(end?.toFixed(9)))).toEqual(PAIRED.interval)
})

test("blocks without pairs give Welch's", () => {
  const found = welchBlockTest(A, B.slice(0, 6))
  expect(found?.estimate).toBeCloseTo(WELCH.estimate, 12)
  expect(found?.pValue).toBeCloseTo(WELCH.p, 12)
  expect([found?.low, found?.high].map((end) => Number(end?.toFixed(9)))).toEqual(WELCH.interval)
})

test('below six blocks there is an estimate and no test', () => {
  expect(pairedBlockTest([0.5, 0.25])).toEqual({ estimate: 0.375, low: null, high: null, pValue: null })
  expect(welchBlockTest([1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2])).toMatchObject({ estimate: 1, pValue: null })
  expect(pairedBlockTest([])).toBeNull()
  expect(welchBlockTest([], [1])).toBeNull()
})

test('blocks that all differ by the same go by their signs', () => {
  expect(pairedBlockTest([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).toMatchObject({ pValue: 1 / 32 })
  expect(pairedBlockTest([0, 0, 0, 0, 0, 0])).toMatchObject({ estimate: 0, low: 0, high: 0, pValue: 1 })
})
