import type { BenchmarkReport } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { latencyOf, quantileOf } from './cell-facts.ts'
import { FIGURE_NAMES } from './figure-names.ts'
import { formatRate, formatTime } from './format-figure.ts'
import { standingOf } from './standing-words.ts'
import type { ScenarioSummary } from './summary-rows.ts'

/** One scenario in one sentence: which model is fastest, or carries most, whether that is more than chance, and whether it may be believed. */
export function benchmarkHeadline(report: Pick<BenchmarkReport, 'comparisons'>, summary: ScenarioSummary): string {
  const isSuspect = summary.rows.find(({ cell }) => cell.rates.completed > 0)?.cell.validity.suspect === true
  return `${sentenceOf(report, summary)}${isSuspect ? '; the measurement is suspect' : ''}`
}

function sentenceOf({ comparisons }: Pick<BenchmarkReport, 'comparisons'>, summary: ScenarioSummary): string {
  const scenario = visibleText(summary.scenario)
  const best = summary.rows.find(({ cell }) => cell.rates.completed > 0)
  if (best === undefined) return `${scenario}: no request was answered`
  const { cell, at } = best
  const model = visibleText(cell.model)
  if (at !== 'only') {
    const until = at === 'knee' ? `before more load brings no more` : 'at the heaviest load'
    return `${scenario}: ${model} carries ${summary.rows.length > 1 ? 'most, ' : ''}${formatRate(cell.rates.requestsPerSecond)} requests/s ${until}`
  }
  const figure = latencyOf(summary.rows.map((row) => row.cell))
  const median = quantileOf(cell, figure, 50)
  const name = FIGURE_NAMES[figure].title.toLowerCase()
  const said = median === null ? '' : `, ${name} ${formatTime(median.value)} (p50)`
  if (summary.rows.length === 1) return `${scenario}: ${model}${said}`
  const standing = standingOf(cell, comparisons, figure)
  const others = summary.models.filter((other) => other !== cell.model)
  const unsure = others.filter((other) => standing.get(other) !== 'faster')
  if (unsure.length === 0)
    return `${scenario}: ${model} is fastest${said}, faster than ${others.length === 1 ? 'the other' : `all ${others.length} others`}`
  const named = unsure.length <= 2 ? unsure.map(visibleText).join(' and ') : `${unsure.length} others`
  return `${scenario}: ${model} has the lowest ${name}${median === null ? '' : `, ${formatTime(median.value)} (p50)`}; not shown to be faster than ${named}`
}
