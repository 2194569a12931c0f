import { expect, it } from 'vitest'
import type { Ranking, Result } from '../../schema/report.ts'
import { sampleReport } from '../testing/sample-report.ts'
import { overallCostPoints } from './cost-point.ts'
import { overallHeadline } from './overall-headline.ts'

const [base] = sampleReport([], 10).results as [Result]
const results = (usd: Record<string, number | null>, changes: Partial<Result> = {}): Result[] =>
  Object.entries(usd).flatMap(([model, cost]) =>
    ['x', 'y'].map((task) => ({ ...base, task, model, simulated: false, costNanoUsd: cost === null ? null : cost * 1e9, ...changes })),
  )
const ranking = (...tied: (boolean | null)[]): Ranking => ({
  useCase: 'u',
  metric: 'accuracy, f1',
  entries: ['a', 'b', 'c', 'd']
    .slice(0, tied.length)
    .map((model, index) => ({ model, score: 0.9 - index / 10, low: 0.8, high: 0.95, tiedWithBest: tied[index] ?? null })),
})
const own = (model: string): string => model

it('says who leads over all tasks, who cannot be told apart and what the cheapest of these saves', () => {
  const costs = { a: 4, b: 1, c: 2, d: 1 }
  expect(overallHeadline(results(costs), ranking(true, true, true, false), own)).toBe(
    'a leads over all 2 tasks (90.0 % [80.0, 95.0]), but no difference from b and c was found; b costs 75 % less; d is worse.',
  )
  expect(overallHeadline(results(costs), ranking(true, false, null), own)).toBe(
    'a leads over all 2 tasks (90.0 % [80.0, 95.0]); whether c differs is undecided; b is worse.',
  )
  expect(overallHeadline(results(costs), ranking(true, null, null), own)).toBe(
    'No model is known to lead over all 2 tasks: whether a, b and c differ is undecided.',
  )
})

it('compares no cost that is not whole or of another kind', () => {
  expect(overallHeadline(results({ a: 4, b: 1 }, { unpricedCalls: 1 }), ranking(true, true), own)).not.toContain('less')
  const mixed = results({ a: 4, b: 1 }).map((result) => ({ ...result, simulated: result.model === 'b' }))
  expect(overallHeadline(mixed, ranking(true, true), own)).not.toContain('less')
  expect(overallHeadline(results({ a: 4, b: null }), ranking(true, true), own)).not.toContain('less')
})

it('says where only one model, or none, has a score on each task', () => {
  expect(overallHeadline(results({ a: 1 }), ranking(true), own)).toBe(
    'Over all 2 tasks a has 90.0 % [80.0, 95.0]; no other model has a score on each.',
  )
  expect(overallHeadline(results({ a: 1 }), ranking(), own)).toBe('No model can be ranked over all 2 tasks.')
})

it('draws models by the cost of all their cases, and leaves out those of which a part is not known', () => {
  const both = results({ a: 4, b: 1 })
  expect(overallCostPoints(both, ranking(true, true)).map(({ model, cost }) => [model, cost])).toEqual([
    ['b', 1e8],
    ['a', 4e8],
  ])
  const part = both.map((result, index) => (index === 0 ? { ...result, costNanoUsd: null } : result))
  expect(overallCostPoints(part, ranking(true, true)).map(({ model }) => model)).toEqual(['b'])
})
