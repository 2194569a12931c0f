import { expect, test } from 'vitest'
import { rankForUseCase } from '../../recommend/rank-for-use-case.ts'
import type { ModelFacts } from '../../recommend/model-facts.ts'
import type { ModelsForUseCase } from '../../services/recommend-models.ts'
import { modelsLines } from './models-lines.ts'

const facts = (model: string, usd: number | null, configured: boolean): ModelFacts => ({
  model,
  id: `test:${model}`,
  simulated: false,
  configured,
  results: [],
  cost: usd === null ? null : { usd, from: 'by its price' },
  latency: null,
  contextTokens: null,
  traits: [],
  staysHere: null,
})

const found = (models: ModelFacts[], more: Partial<ModelsForUseCase> = {}): ModelsForUseCase => ({
  useCase: 'concepts',
  traits: ['low-cost'],
  ranked: rankForUseCase(models, { traits: ['low-cost'], tasks: [], inputTokens: null }),
  runs: [],
  answer: { inputTokens: 2_000, outputTokens: 500, from: 'usual' },
  priceDate: 'prices 1',
  notes: ['a note'],
  ...more,
})

test('a row has the score, its range and each part; what is not known is a dash', () => {
  expect(modelsLines(found([facts('mini', 0.0001, true), facts('own', null, true)]), 20)).toEqual([
    'concepts: low-cost; no earlier run',
    '',
    '   model  score      range  history ×0.50  cost ×0.38  latency ×0.13',
    '1  mini   0.688  0.38–1.00              –        1.00              –',
    '2  own    0.500  0.00–1.00              –           –              –',
    '',
    '1 mini: history: never measured on this use case · cost: $0.0001 per answer, by its price · latency: latency not measured',
    '2 own: history: never measured on this use case · cost: no price is known · latency: latency not measured',
    '',
    'An order of preference, no verdict: – is not known and counts 0.5; the range is the score with every part at its worst and at its best.',
    'Prices are of 2000 tokens in and 500 out (usual), prices 1.',
    'a note',
  ])
})

test('the first places are shown, and configured models wherever they stand', () => {
  const others = Array.from({ length: 8 }, (_, index) => facts(`other ${index}`, 0.001 * (index + 1), false))
  const lines = modelsLines(found([...others, facts('dear', 0.9, true)], { runs: ['a', 'b'], traits: [] }), 2)
  expect(lines[0]).toBe('concepts: no traits; 2 earlier runs')
  expect(lines.slice(3, 7).map((line) => line.slice(0, 29).trim())).toEqual([
    '1  other 0 (not configured)',
    '2  other 1 (not configured)',
    '9  dear',
    'and 6 more (--top, --json)',
  ])
})
