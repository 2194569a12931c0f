import { expect, it } from 'vitest'
import { comparisonTable, SPARE_WEIGHT } from './comparison-table.ts'
import { generatedMetric, generatedReport, generatedResult } from './testing/generated-report.ts'

it('shows beside the cost of replayed answers what they cost when they were recorded, and that the latency of their calls is the recorded one', () => {
  const trials = { planned: 20, answered: 20, errored: 0, skipped: 0, replayed: 12, reused: 0, retried: 0 }
  const replayed = generatedResult('mini', 0.9, { trials, costNanoUsd: 0, originalCostNanoUsd: 2_100_000 })
  const table = comparisonTable({ ...generatedReport(), results: [replayed, generatedResult('other', 0.8)] }, 'concepts')
  const cells = (header: string) => table?.columns.find((column) => column.header === header)?.cells
  expect(cells('cost')).toEqual([
    { full: '$0 (replayed; originally $0.0021)', short: '$0 (was $0.0021)', note: null },
    { full: '$0.0021', short: '$0.0021', note: null },
  ])
  expect(cells('p50')?.map(({ note }) => note)).toEqual([1, null])
  expect(table?.notes).toEqual(['12 of 20 answers were replayed: the latency of their calls is the recorded one'])
})

const weightOf = (quality: number) => {
  const metrics = { f1: generatedMetric(0.9), 'instruction-following': generatedMetric(0.9), quality: generatedMetric(quality) }
  const table = comparisonTable({ ...generatedReport(), results: [generatedResult('mini', 0.9, { metrics })] }, 'concepts')
  return table?.columns.find(({ header }) => header === 'quality')?.weight
}

it('has the quality beside instruction following, which it repeats where no judge was asked', () => {
  expect(weightOf(0.9)).toBe(0)
  expect(weightOf(0.8)).toBe(SPARE_WEIGHT)
})

it('counts under tests what passed as Vitest has it, whatever the verdicts', () => {
  const tests = { passed: 300, failed: 0, skipped: 2 }
  const metrics = { 'pass-rate': generatedMetric(0.82) }
  const result = generatedResult('mini', 0.82, { primary: 'pass-rate', metrics, tests })
  const table = comparisonTable({ ...generatedReport(), results: [result] }, 'concepts')
  const shown = Object.fromEntries(table?.columns.map(({ header, cells }) => [header, cells[0]?.short]) ?? [])
  expect(shown).toMatchObject({ 'pass-rate': '82.0 %', tests: '300/300', skipped: '2' })
  expect(shown).not.toHaveProperty('passed')
})
