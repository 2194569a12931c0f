import { expect, test } from 'vitest'
import type { BenchmarkComparison } from '../../schema/benchmark-report.ts'
import { sampleBenchmark, SPEED_MODELS } from '../testing/sample-benchmark.ts'
import { benchmarkHeadline } from './benchmark-headline.ts'
import { costOfThousand } from './cell-facts.ts'
import { cellRemarks } from './cell-remarks.ts'
import { ecdfSeries } from './ecdf-series.ts'
import { formatInterval, formatTime } from './format-figure.ts'
import { goodputSeries, targetText, throughputSeries } from './load-series.ts'
import { byCertainty, changeText } from './speed-words.ts'
import { standingOf, standingWords } from './standing-words.ts'
import { scenarioSummaries } from './summary-rows.ts'

const report = sampleBenchmark({})
const summaryOf = (scenario: string, of = report) => {
  const found = scenarioSummaries(of).find((summary) => summary.scenario === scenario)
  if (found === undefined) throw new Error(`Expected ${scenario}`)
  return found
}

test('a scenario of one load lists its models fastest first', () => {
  const { models, rows, steps } = summaryOf('chat')
  expect(steps).toBe(1)
  expect(models).toEqual(['haiku', 'mini, cold', 'sim:steady', 'sonnet'])
  expect(rows.map(({ at }) => at)).toEqual(['only', 'only', 'only', 'only'])
})

test('a sweep shows each model at its knee, or at the heaviest load where there is none, and what carries most first', () => {
  const none = { ...report, sweeps: report.sweeps.map((sweep) => (sweep.model === 'sonnet' ? { ...sweep, saturation: null } : sweep)) }
  const { rows, models } = summaryOf('sweep', none)
  expect(models[0]).toBe('haiku')
  expect(rows.find(({ cell }) => cell.model === 'haiku')).toMatchObject({ at: 'knee', cell: { step: { label: '16/s' } } })
  expect(rows.find(({ cell }) => cell.model === 'sonnet')).toMatchObject({ at: 'heaviest', cell: { step: { label: '24/s' } } })
})

test('models without an answer come last and are no headline', () => {
  const cells = report.cells
    .filter(({ scenario }) => scenario === 'chat')
    .map((cell) => (cell.model === 'haiku' ? { ...cell, figures: {}, rates: { ...cell.rates, completed: 0 } } : cell))
  const summary = summaryOf('chat', { ...report, cells })
  expect(summary.models.at(-1)).toBe('haiku')
  expect(benchmarkHeadline(report, summary)).toMatch(/^chat: mini, cold /)
  const silent = cells.map((cell) => ({ ...cell, figures: {}, rates: { ...cell.rates, completed: 0 } }))
  expect(benchmarkHeadline(report, summaryOf('chat', { ...report, cells: silent }))).toBe('chat: no request was answered')
})

test('the headline claims no more than the comparisons do', () => {
  expect(benchmarkHeadline(report, summaryOf('chat'))).toMatch(
    /^chat: haiku is fastest, latency 1\.\d\d s \(p50\), faster than all 3 others$/,
  )
  expect(benchmarkHeadline({ comparisons: [] }, summaryOf('chat'))).toMatch(
    /^chat: haiku has the lowest latency, .*; not shown to be faster than 3 others$/,
  )
  const two = sampleBenchmark({
    models: SPEED_MODELS.filter(({ label }) => label === 'mini, cold' || label === 'sim:steady'),
    sweep: false,
  })
  expect(benchmarkHeadline(two, summaryOf('chat', two))).toMatch(/not shown to be faster than (mini, cold|sim:steady)$/)
  const one = sampleBenchmark({ models: SPEED_MODELS.slice(0, 1), scenarios: ['chat'], sweep: false })
  expect(benchmarkHeadline(one, summaryOf('chat', one))).toMatch(/^chat: haiku, latency 1\.\d\d s \(p50\)$/)
  expect(benchmarkHeadline(report, summaryOf('sweep'))).toBe('sweep: haiku carries most, 16 requests/s before more load brings no more')
})

test('verdicts are those of the model, whichever side of a comparison it is, at its load and by its figure alone', () => {
  const cell = summaryOf('chat').rows[0]?.cell
  if (cell === undefined) throw new Error('Expected a cell')
  const of = (change: Partial<BenchmarkComparison>): BenchmarkComparison => ({
    ...(report.comparisons[0] as BenchmarkComparison),
    figure: 'latencyMs',
    ...change,
  })
  const found = standingOf(
    cell,
    [
      of({ a: 'haiku', b: 'x', verdict: 'slower' }),
      of({ a: 'y', b: 'haiku', verdict: 'slower' }),
      of({ a: 'haiku', b: 'z', verdict: 'undecided' }),
      of({ a: 'haiku', b: 'other figure', figure: 'firstTokenMs' }),
      of({ a: 'haiku', b: 'other step', step: 3 }),
      of({ a: 'haiku', b: 'other scenario', scenario: 'long-prompt' }),
      of({ a: 'y', b: 'z' }),
    ],
    'latencyMs',
  )
  expect(Object.fromEntries(found)).toEqual({ x: 'faster', y: 'slower', z: 'undecided' })
  expect(standingWords(found)).toBe('faster than 1, slower than 1, undecided against 1')
  expect(standingWords(new Map())).toBe('')
})

test.each([
  [1.32, '+32 %'],
  [0.959, '−4.1 %'],
  [1.0001, '±0.0 %'],
  [3.42, '× 3.4'],
  [140.2, '× 140'],
] as const)('a ratio of %s is "%s"', (ratio, text) => {
  expect(changeText(ratio)).toBe(text)
})

test('decided comparisons stand before undecided ones, the surest first', () => {
  const of = (verdict: BenchmarkComparison['verdict'], adjustedPValue: number | null): BenchmarkComparison => ({
    ...(report.comparisons[0] as BenchmarkComparison),
    verdict,
    adjustedPValue,
  })
  const sorted = [of('undecided', null), of('undecided', 0.3), of('same', 0.9), of('slower', 0.01), of('faster', 0.001)].sort(byCertainty)
  expect(sorted.map(({ verdict, adjustedPValue }) => `${verdict} ${adjustedPValue}`)).toEqual([
    'faster 0.001',
    'slower 0.01',
    'same 0.9',
    'undecided 0.3',
    'undecided null',
  ])
})

test('an interval says its unit once where both ends have it', () => {
  expect(formatInterval(209, 236, formatTime)).toBe('[209, 236 ms]')
  expect(formatInterval(980, 1_100, formatTime)).toBe('[980 ms, 1.10 s]')
  expect(formatInterval(1, 2, String)).toBe('[1, 2]')
})

test('a thousand requests cost what those with a price cost', () => {
  const cell = summaryOf('chat').rows[0]?.cell
  if (cell === undefined) throw new Error('Expected a cell')
  const rates = { ...cell.rates, completed: 8, failed: 2 }
  expect(costOfThousand({ ...cell, rates, costNanoUsd: 500, unpricedCalls: 5 })).toBe(100_000)
  expect(costOfThousand({ ...cell, rates, costNanoUsd: 0, unpricedCalls: 10 })).toBeNull()
})

test('a distribution becomes a line from nothing to all; none is an empty line', () => {
  const ecdf = [
    { value: 10, share: 0.04 },
    { value: 20, share: 0.5 },
    { value: 90, share: 1 },
  ]
  const of = { ...(report.cells[0]?.figures.latencyMs as NonNullable<(typeof report.cells)[0]['figures']['latencyMs']>), ecdf }
  expect(ecdfSeries(of)).toEqual({ points: [{ value: 10, share: 0 }, ...ecdf], low: 20, high: 90 })
  expect(ecdfSeries(undefined)).toEqual({ points: [{ value: 0, share: 0 }], low: 0, high: 0 })
})

test('the knee is ringed in both curves, and loads are written by what they are of', () => {
  const curve = report.sweeps[0]
  if (curve === undefined) throw new Error('Expected a curve')
  const ringed = (points: { isRinged?: boolean }[]): number[] => points.flatMap(({ isRinged }, index) => (isRinged === true ? [index] : []))
  expect(ringed(throughputSeries(curve))).toEqual([curve.saturation?.step])
  expect(ringed(goodputSeries(curve))).toEqual([curve.saturation?.step])
  expect(ringed(goodputSeries({ ...curve, saturation: null }))).toEqual([])
  expect([targetText({ of: 'ratePerSecond' }, 2.5), targetText({ of: 'concurrency' }, 16)]).toEqual(['2.5/s', '16 at once'])
})

test('a remark is made once for all loads that it holds for, suspicion first', () => {
  const cells = report.cells.filter(({ scenario }) => scenario === 'sweep')
  const remarks = cellRemarks(cells)
  expect(remarks[0]).toMatchObject({ isSuspect: true, loads: ['24/s'] })
  expect(remarks.filter(({ isSuspect }) => !isSuspect)).toEqual([
    { model: 'sim:steady', text: 'tokens are estimated: the provider does not report them', isSuspect: false, loads: [] },
  ])
})
