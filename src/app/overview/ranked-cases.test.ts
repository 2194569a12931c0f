import { expect, test } from 'vitest'
import { rankedCases } from './ranked-cases.ts'

const result = (task: string, cases: number, casesAsked?: number) => ({
  task,
  cases,
  ...(casesAsked === undefined ? {} : { stopped: { casesAsked, watched: [] } }),
})

test('a ranking is over the cases of its tasks; where asking stopped early, over those that all models were asked', () => {
  expect(rankedCases([result('a', 120), result('a', 118), result('b', 30)])).toBe(150)
  expect(rankedCases([result('a', 120, 79), result('a', 120, 29), result('a', 120), result('b', 30)])).toBe(59)
})
