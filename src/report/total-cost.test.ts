import { expect, it } from 'vitest'
import { generatedReport, generatedResult } from './testing/generated-report.ts'
import { totalCost } from './total-cost.ts'

const { cost } = generatedReport()
const results = [generatedResult('sim:careful', 0.9), generatedResult('real', 0.9)]
const costing = (byModel: Record<string, number>): string =>
  totalCost({ results, cost: { ...cost, byModel, totalNanoUsd: Object.values(byModel).reduce((sum, each) => sum + each, 0) } })

it('says what of the cost was not paid', () => {
  expect(costing({ real: 2_100_000 })).toBe('$0.0021')
  expect(costing({ 'sim:careful': 2_100_000 })).toBe('$0.0021 at simulated prices: nothing was paid')
  expect(costing({ 'sim:careful': 1_000_000, real: 2_000_000 })).toBe('$0.003, of which $0.001 simulated')
  expect(costing({})).toBe('$0')
})

it('says beside the cost what replayed calls cost when they were recorded', () => {
  const replaying = (calls: number, originalNanoUsd: number | null): string =>
    totalCost({ results, cost: { ...cost, byModel: {}, totalNanoUsd: 0, replayed: { calls, originalNanoUsd } } })
  expect(replaying(3, 60_000)).toBe('$0; 3 calls replayed (originally $0.00006)')
  expect(replaying(1, null)).toBe('$0; 1 call replayed (originally –)')
})
