import { expect, test } from 'vitest'
import type { Estimate, EstimateRow } from '../src/schema/estimate.ts'
import { estimateLines, moneyRange } from './estimate-lines.ts'

const row = (over: Partial<EstimateRow>): EstimateRow => ({
  task: 't',
  model: 'mini',
  phase: 'execution',
  simulated: false,
  calls: 1_200,
  inputTokens: { low: 1_000, expected: 1_500, high: 2_000 },
  outputTokens: { low: 500, expected: 500, high: 500 },
  nanoUsd: { low: 120_000_000, expected: 200_000_000, high: 350_000_000 },
  from: 'limit',
  ...over,
})

const estimateOf = (over: Partial<Estimate>): Estimate => ({
  schema: 'taskbench/estimate@1',
  rows: [row({})],
  calls: 1_200,
  nanoUsd: { low: 120_000_000, expected: 200_000_000, high: 350_000_000 },
  unknown: [],
  notes: [],
  ...over,
})

test('money is a range, a least amount, or nothing', () => {
  expect(moneyRange({ low: 5e9, expected: 6e9, high: 7.5e9 })).toBe('$5.00–$7.50')
  expect(moneyRange({ low: 5e9, expected: 5e9, high: 5e9 })).toBe('$5.00')
  expect(moneyRange({ low: 5e9, expected: null, high: null })).toBe('at least $5.00')
  expect(moneyRange({ low: 0, expected: 0, high: 0 })).toBe('$0')
})

test('an estimate says the whole, then each model and phase', () => {
  const rows = [row({}), row({ task: 'u' }), row({ model: 'a larger one', phase: 'judge', calls: 1 })]
  expect(estimateLines(estimateOf({ rows, calls: 2_401 }))).toEqual([
    'Estimate: 2,401 calls, $0.12–$0.35',
    '  mini                2,400 calls · tokens in 2,000–4,000, out 1,000 · $0.24–$0.7',
    '  a larger one judge  1 call · tokens in 1,000–2,000, out 500 · $0.12–$0.35',
  ])
})

test('what is unknown is said, a few in full, and control characters are not shown', () => {
  const unknown = ['a\u001B[31m', 'b', 'c', 'd', 'e', 'f', 'g']
  const rows = [row({ calls: null, inputTokens: null, outputTokens: { low: 5, expected: null, high: null }, nanoUsd: null })]
  const nanoUsd = { low: 0, expected: null, high: null }
  expect(estimateLines(estimateOf({ rows, calls: null, nanoUsd, unknown, notes: ['a sample'] }))).toEqual([
    'Estimate: calls unknown, at least $0',
    '  mini  calls unknown · tokens in unknown, out 5 or more · cost unknown',
    ...['a␛[31m', 'b', 'c', 'd', 'e'].map((each) => `  unknown: ${each}`),
    '  unknown: 2 more',
    '  a sample',
  ])
})

test('simulated prices are said to be simulated', () => {
  const [whole, model] = estimateLines(estimateOf({ rows: [row({ simulated: true })] }))
  expect(whole).toBe('Estimate: 1,200 calls, $0.12–$0.35 at simulated prices')
  expect(model).toContain('mini (simulated)')
})
