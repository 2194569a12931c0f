import { expect, it } from 'vitest'
import { generatedReport } from './testing/generated-report.ts'
import { totalCost } from './total-cost.ts'

const { cost } = generatedReport()
const costing = (totalNanoUsd: number, simulatedNanoUsd?: number): string =>
  totalCost({ cost: { ...cost, totalNanoUsd, simulatedNanoUsd } })

it('says what of the cost was not paid', () => {
  expect(costing(2_100_000)).toBe('$0.0021')
  expect(costing(2_100_000, 2_100_000)).toBe('$0.0021 at simulated prices: nothing was paid')
  expect(costing(3_000_000, 1_000_000)).toBe('$0.003, of which $0.001 simulated')
  expect(costing(0)).toBe('$0')
})

it('says beside the cost what replayed calls cost when they were recorded', () => {
  const replaying = (calls: number, originalNanoUsd: number | null): string =>
    totalCost({ cost: { ...cost, simulatedNanoUsd: 0, totalNanoUsd: 0, replayed: { calls, originalNanoUsd } } })
  expect(replaying(3, 60_000)).toBe('$0; 3 calls replayed (originally $0.00006)')
  expect(replaying(1, null)).toBe('$0; 1 call replayed (originally –)')
})
