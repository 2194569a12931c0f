import { expect, it } from 'vitest'
import { sampleReport } from '../testing/sample-report.ts'
import type { Result } from '../../schema/report.ts'
import { costPoints } from './cost-point.ts'

const [base] = sampleReport([], 10).results as [Result]

const result = (model: string, usd: number | null, score: number | null, direction: 'higher' | 'lower' = 'higher'): Result => ({
  ...base,
  model,
  costNanoUsd: usd === null ? null : usd * 1e9,
  metrics: {
    [base.primary]: { value: score, low: score, high: score, level: 0.95, n: 10, method: 'Wilson', unit: 'share', direction, reason: null },
  },
})

const front = (results: Result[]): string[] => costPoints(results).flatMap((point) => (point.front ? [point.model] : []))

it('marks the models that no other beats in both cost and score', () => {
  expect(front([result('dear', 3, 0.9), result('beaten', 4, 0.8), result('cheap', 1, 0.5), result('middle', 2, 0.5)])).toEqual([
    'cheap',
    'dear',
  ])
})

it('takes lower for better where the metric says so', () => {
  expect(front([result('a', 1, 0.5, 'lower'), result('b', 2, 0.1, 'lower'), result('c', 3, 0.2, 'lower')])).toEqual(['a', 'b'])
})

it('keeps equals on the front together', () => {
  expect(front([result('a', 1, 0.5), result('b', 1, 0.5)])).toEqual(['a', 'b'])
})

it('leaves out models whose cost or score is unknown', () => {
  expect(costPoints([result('unpriced', null, 0.5), result('unscored', 1, null)])).toEqual([])
})

it('counts cost per case, cheapest first', () => {
  expect(costPoints([result('b', 2, 0.5), result('a', 1, 0.5)]).map((point) => [point.model, point.cost])).toEqual([
    ['a', 1e8],
    ['b', 2e8],
  ])
})
