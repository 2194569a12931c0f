import type { BenchmarkCell, FigureName } from '../src/schema/benchmark-report.ts'
import type { BenchmarkFormat } from './benchmark-formats.ts'
import { csvText } from './csv-text.ts'
import { decimalUsd } from './csv.ts'

type Value = string | number | boolean | null

const OWN: Record<string, (cell: BenchmarkCell) => Value> = {
  scenario: ({ scenario }) => scenario,
  model: ({ model }) => model,
  modelId: ({ modelId }) => modelId,
  simulated: ({ simulated }) => simulated,
  loop: ({ loop }) => loop,
  step: ({ step }) => step.index,
  load: ({ step }) => step.label,
  repetitions: ({ repetitions }) => repetitions,
  stoppedBy: ({ stoppedBy }) => stoppedBy,
  adaptive: ({ adaptive }) => adaptive,
  suspect: ({ validity }) => validity.suspect,
  windowMs: ({ rates }) => rates.windowMs,
  requests: ({ rates }) => rates.requests,
  completed: ({ rates }) => rates.completed,
  failed: ({ rates }) => rates.failed,
  dropped: ({ rates }) => rates.dropped,
  targetPerSecond: ({ rates }) => rates.targetPerSecond,
  achievedPerSecond: ({ rates }) => rates.achievedPerSecond,
  requestsPerSecond: ({ rates }) => rates.requestsPerSecond,
  goodputPerSecond: ({ rates }) => rates.goodputPerSecond,
  sloShare: ({ rates }) => rates.sloShare,
  outputTokensPerSecond: ({ rates }) => rates.outputTokensPerSecond,
  inputTokensPerSecond: ({ rates }) => rates.inputTokensPerSecond,
  meanConcurrency: ({ rates }) => rates.meanConcurrency,
  peakConcurrency: ({ rates }) => rates.peakConcurrency,
  scheduleLagP99Ms: ({ rates }) => rates.scheduleLagMs?.p99 ?? null,
  inputTokens: ({ tokens }) => tokens.input,
  outputTokens: ({ tokens }) => tokens.output,
  cachedTokens: ({ tokens }) => tokens.cached,
  reasoningTokens: ({ tokens }) => tokens.reasoning,
  costUsd: ({ costNanoUsd }) => decimalUsd(costNanoUsd),
  unpricedCalls: ({ unpricedCalls }) => unpricedCalls,
  stalls: ({ stalls }) => stalls.count,
  stalledMs: ({ stalls }) => stalls.totalMs,
  errors: ({ errors }) => errors.map(({ kind, count }) => `${kind} ${count}`).join('; '),
  suspectReasons: ({ validity }) => validity.reasons.join('; '),
  notes: ({ notes }) => notes.join('; '),
}

/** `report.csv`: one row per scenario, model and step; every figure with its n, mean, and percentiles with their intervals. What is unknown is empty. */
export const benchmarkCsv: BenchmarkFormat = {
  fileName: 'report.csv',
  write({ cells }) {
    const figures = [...new Set(cells.flatMap((cell) => Object.keys(cell.figures)))] as FigureName[]
    const columns = new Map<string, (cell: BenchmarkCell) => Value>(Object.entries(OWN))
    for (const name of figures) {
      columns.set(`${name}.n`, (cell) => cell.figures[name]?.n ?? null)
      columns.set(`${name}.missing`, (cell) => cell.figures[name]?.missing ?? null)
      columns.set(`${name}.mean`, (cell) => rounded(cell.figures[name]?.mean))
      const percentiles = new Set(cells.flatMap((cell) => cell.figures[name]?.quantiles.map(({ percentile }) => percentile) ?? []))
      for (const percentile of [...percentiles].sort((a, b) => a - b)) {
        const quantileOf = (cell: BenchmarkCell) => cell.figures[name]?.quantiles.find((quantile) => quantile.percentile === percentile)
        columns.set(`${name}.p${percentile}`, (cell) => rounded(quantileOf(cell)?.value))
        columns.set(`${name}.p${percentile}.low`, (cell) => rounded(quantileOf(cell)?.low))
        columns.set(`${name}.p${percentile}.high`, (cell) => rounded(quantileOf(cell)?.high))
      }
    }
    const rows = cells.map((cell) => [...columns.values()].map((column) => csvText(rounded(column(cell)))).join(','))
    return [[...columns.keys()].join(','), ...rows, ''].join('\r\n')
  },
}

const rounded = (value: Value | undefined): Value => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : (value ?? null))
