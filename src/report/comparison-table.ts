import { metricDefinition } from '../metrics/metrics.ts'
import type { Ranking, Report, Result } from '../schema/report.ts'
import { formatCost, formatDuration, formatMetric, formatMoney, formatValue, UNKNOWN } from './format-metric.ts'

/** A cell in its long and short form; `note` numbers the footnote that says why it is empty, or where it comes from. */
export interface TableCell {
  full: string
  short: string
  note: number | null
}

/**
 * A column of figures. `weight` says how much it is missed where room is short; 0: it repeats another column in more detail; up to
 * `SPARE_WEIGHT`: no other column is shortened or left out for it.
 */
export interface TableColumn {
  header: string
  weight: number
  cells: TableCell[]
}

export interface TableModel {
  label: string
  simulated: boolean
  /** "1", "=1" where no difference from the best was found, "?" where that is undecided, "–" without a score. */
  rank: string
}

/** Models × figures of one task, the best model first. Names are as they were written: whoever shows them escapes them. */
export interface ComparisonTable {
  task: string
  primary: string
  models: TableModel[]
  columns: TableColumn[]
  /** Why cells are empty, or where they come from. */
  notes: string[]
}

export const SPARE_WEIGHT = 1

const TIMES_AND_MONEY = new Set(['ms', 'USD', 'nanoUsd'])

/** The results of a task, in the order of its ranking; models that it does not name come last. */
export function rankedResults(report: Report, task: string): Result[] {
  const results = report.results.filter((result) => result.task === task)
  const entries = report.ranking.find((ranking) => ranking.task === task)?.entries ?? []
  const position = new Map(entries.map(({ model }, index) => [model, index]))
  return results.toSorted((a, b) => (position.get(a.model) ?? Infinity) - (position.get(b.model) ?? Infinity) || 0)
}

/** What stands before each model of a ranking: "1", "=1" where no difference from the best was found, "?" where that is undecided, "–" without a score. */
export const ranksOf = (entries: Ranking['entries']): Map<string, string> => {
  const others = entries.slice(1).filter(({ score }) => score !== null)
  const isOpen = others.length > 0 && others.every(({ tiedWithBest }) => tiedWithBest === null)
  const tied = entries.filter(({ tiedWithBest, score }) => tiedWithBest === true && score !== null).length > 1
  return new Map(
    entries.map(({ model, score, tiedWithBest }, index) => {
      if (score === null) return [model, UNKNOWN]
      if (index === 0 ? isOpen : tiedWithBest === null) return [model, '?']
      return [model, tied && (tiedWithBest === true || index === 0) ? '=1' : String(index + 1)]
    }),
  )
}

const plainCell = (text: string): TableCell => ({ full: text, short: text, note: null })

/** One note per reason, numbered from 1. */
class Notes {
  readonly texts: string[] = []
  number(text: string): number {
    const known = this.texts.indexOf(text)
    return known === -1 ? this.texts.push(text) : known + 1
  }
}

const metricColumn = (name: string, results: Result[], primary: string, weight: number, notes: Notes): TableColumn => {
  const metrics = results.map((result) => result.metrics[name])
  const cells = metrics.map((metric): TableCell => {
    if (metric === undefined) return plainCell(UNKNOWN)
    const note = metric.value === null && metric.reason !== null ? notes.number(metric.reason) : null
    return { full: formatMetric(metric), short: formatValue(metric.value, metric.unit), note }
  })
  if (name === primary) return { header: name, weight, cells }
  const refined = metricDefinition(name)?.refines
  if (refined !== undefined) return { header: name, weight: isSame(results, name, refined) ? 0 : SPARE_WEIGHT, cells }
  const repeats = metrics.every((metric) => metric === undefined || TIMES_AND_MONEY.has(metric.unit))
  return { header: name, weight: repeats ? 0 : weight, cells }
}

const isSame = (results: Result[], name: string, other: string): boolean =>
  results.every(({ metrics: { [name]: a, [other]: b } }) => a === undefined || (b !== undefined && a.value === b.value && a.low === b.low))

const countColumn = (header: string, weight: number, results: Result[], count: (result: Result) => number): TableColumn[] => {
  const counts = results.map(count)
  return counts.every((each) => each === 0) ? [] : [{ header, weight, cells: counts.map((each) => plainCell(String(each))) }]
}

/** What was paid; beside it, what replayed answers cost when they were recorded. */
const costCell = ({ costNanoUsd, originalCostNanoUsd, unpricedCalls }: Result): TableCell => {
  const paid = formatCost(costNanoUsd, unpricedCalls)
  if (originalCostNanoUsd === undefined) return plainCell(paid)
  const original = formatMoney(originalCostNanoUsd)
  return { full: `${paid} (replayed; originally ${original})`, short: `${paid} (was ${original})`, note: null }
}

/** Replayed calls took as long as when they were recorded; what a suite in code does besides them takes its time anew. */
const latencyCell = ({ latencyMs, trials: { replayed, answered } }: Result, notes: Notes): TableCell => {
  const note =
    replayed === 0 ? null : notes.number(`${replayed} of ${answered} answers were replayed: the latency of their calls is the recorded one`)
  return { ...plainCell(formatDuration(latencyMs.p50)), note }
}

/** Vitest's tests that passed, of those that ran. What `failOn` and `trials.pass` let a test pass with is in the metrics: verdicts of trials are not counted here. */
const testsOf = ({ tests: { passed, failed } }: Result): string => (passed + failed === 0 ? UNKNOWN : `${passed}/${passed + failed}`)

/** The table of a task; `null` if the report has no result of it. */
export function comparisonTable(report: Report, task: string): ComparisonTable | null {
  const results = rankedResults(report, task)
  const [first] = results
  if (first === undefined) return null
  const ranks = ranksOf(report.ranking.find((ranking) => ranking.task === task)?.entries ?? [])
  const notes = new Notes()
  const { primary } = first
  const others = [...new Set(results.flatMap((result) => Object.keys(result.metrics)))].filter((name) => name !== primary)
  const column = (header: string, weight: number, text: (result: Result) => string): TableColumn => ({
    header,
    weight,
    cells: results.map((result) => plainCell(text(result))),
  })
  const columns = [
    metricColumn(primary, results, primary, 100, notes),
    ...others.map((name, index) => metricColumn(name, results, primary, 40 - Math.min(index, 30), notes)),
    column('tests', 80, testsOf),
    ...countColumn('skipped', 60, results, ({ tests }) => tests.skipped),
    ...countColumn('errors', 70, results, ({ trials }) => trials.errored),
    // Beside the metric, which is per case.
    { header: primary === 'cost' || others.includes('cost') ? 'total cost' : 'cost', weight: 75, cells: results.map(costCell) },
    { header: 'p50', weight: 65, cells: results.map((result) => latencyCell(result, notes)) },
    column('p95', 5, ({ latencyMs }) => formatDuration(latencyMs.p95)),
  ]
  const models = results.map(({ model, simulated }) => ({ label: model, simulated, rank: ranks.get(model) ?? UNKNOWN }))
  return { task, primary, models, columns, notes: notes.texts }
}
