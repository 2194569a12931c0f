import { formatDuration, formatMoney } from '../src/report/format-metric.ts'
import type { BenchmarkCell, BenchmarkReport, FigureName } from '../src/schema/benchmark-report.ts'

/** The columns of the table of a benchmark, as text. */
export interface BenchmarkTable {
  header: string[]
  rows: string[][]
}

const NOTHING = '–'

/** A time: of short ones three digits. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return NOTHING
  return ms < 10 ? `${Number(ms.toPrecision(3))} ms` : formatDuration(ms)
}

/** A rate to three digits. */
export const formatRate = (rate: number | null | undefined): string =>
  rate === null || rate === undefined ? NOTHING : String(Number(rate.toPrecision(3)))

/** The cells of one scenario, a row for each model and step. */
export function benchmarkTable(cells: readonly BenchmarkCell[]): BenchmarkTable {
  const hasSteps = cells.some(({ step }) => step.index > 0)
  const isOpen = cells.some(({ loop }) => loop === 'open')
  const hasSlo = cells.some(({ slo }) => slo !== null)
  const latency: FigureName = isOpen ? 'latencyFromScheduleMs' : 'latencyMs'
  const columns: [string, (cell: BenchmarkCell) => string][] = [
    ['model', (cell) => `${cell.model}${cell.simulated ? ' (simulated)' : ''}${cell.validity.suspect ? ' !' : ''}`],
    ...(hasSteps ? [['load', ({ step }: BenchmarkCell) => step.label] as [string, (cell: BenchmarkCell) => string]] : []),
    ['n', ({ rates }) => String(rates.completed)],
    ['failed', ({ rates }) => String(rates.failed)],
    ['first token p50', (cell) => formatMs(quantileOf(cell, 'firstTokenMs', 50))],
    ['p95', (cell) => formatMs(quantileOf(cell, 'firstTokenMs', 95))],
    [isOpen ? 'latency from schedule p50' : 'latency p50', (cell) => formatMs(quantileOf(cell, latency, 50))],
    ['p95 ', (cell) => formatMs(quantileOf(cell, latency, 95))],
    ['per token', (cell) => formatMs(quantileOf(cell, 'timePerOutputTokenMs', 50))],
    ['tokens/s', ({ rates }) => formatRate(rates.outputTokensPerSecond)],
    ['requests/s', ({ rates }) => formatRate(rates.requestsPerSecond)],
    ...(hasSlo
      ? [['objectives met', ({ rates }: BenchmarkCell) => percent(rates.sloShare)] as [string, (cell: BenchmarkCell) => string]]
      : []),
    ['cost', (cell) => (cell.unpricedCalls > 0 && cell.costNanoUsd === 0 ? NOTHING : formatMoney(cell.costNanoUsd))],
  ]
  return { header: columns.map(([name]) => name.trim()), rows: cells.map((cell) => columns.map(([, read]) => read(cell))) }
}

/** The cells of a report by scenario, in their order. */
export function cellsByScenario({ cells }: Pick<BenchmarkReport, 'cells'>): [string, BenchmarkCell[]][] {
  return [...Map.groupBy(cells, ({ scenario }) => scenario)]
}

/** What there is to say beneath the table of a scenario: what is suspect, failures, then notes, each with the models that it is true of. */
export function benchmarkRemarks(cells: readonly BenchmarkCell[]): string[] {
  const nameOf = ({ model, step }: BenchmarkCell) => `${model}${step.index > 0 ? `, ${step.label}` : ''}`
  const suspect = cells.flatMap((cell) => cell.validity.reasons.map((reason) => `suspect: ${nameOf(cell)}: ${reason}`))
  const failed = cells.flatMap((cell) =>
    cell.errors.map(
      ({ kind, count, message }) => `failed: ${nameOf(cell)}: ${kind}, ${count} ${count === 1 ? 'time' : 'times'}: ${message}`,
    ),
  )
  const said = cells.flatMap((cell) =>
    [
      ...(cell.adaptive ? ['stopped as soon as it was known well enough (adaptive)'] : []),
      ...tooFew(cell),
      ...serverSays(cell),
      ...cell.notes,
    ].map((note) => ({
      note,
      of: nameOf(cell),
    })),
  )
  const notes = [...Map.groupBy(said, ({ note }) => note)].map(
    ([note, of]) => `${[...new Set(of.map((each) => each.of))].join('; ')}: ${note}`,
  )
  return [...suspect, ...failed, ...notes]
}

/** The tail of a few answers is shown, and that it says little. */
function tooFew({ figures }: BenchmarkCell): string[] {
  const tail = figures.latencyMs?.quantiles.find(({ percentile }) => percentile === 95)
  return tail && tail.high === null ? [`n is too small for p95: no interval below ${tail.leastN} answers`] : []
}

/** What the server says of its own time stands beside what we measured, never in its place. */
function serverSays({ figures: { serverTotalMs: total, serverLoadMs: load, serverTimePerOutputTokenMs: token } }: BenchmarkCell): string[] {
  const said = [
    ...(total ? [`${formatMs(total.mean)} in all`] : []),
    ...(load ? [`${formatMs(load.mean)} (at most ${formatMs(load.max)}) to load the model`] : []),
    ...(token ? [`${formatMs(token.mean)} per token`] : []),
  ]
  return said.length > 0 ? [`the server says of its own time, in the mean: ${said.join(', ')}`] : []
}

function quantileOf(cell: BenchmarkCell, name: FigureName, percentile: number): number | null {
  return cell.figures[name]?.quantiles.find((quantile) => quantile.percentile === percentile)?.value ?? null
}

const percent = (share: number | null): string =>
  share === null ? NOTHING : `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : 1)} %`
