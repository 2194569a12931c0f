import type { Report } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { visibleText } from '../format/visible-text.ts'
import { verdictSentence } from './verdict-sentence.ts'

/** The answer that the report gives, in one line: of all tasks where they are ranked together, else of the task that is shown. */
export function headline(report: Report, task: string, severalTasks: boolean): string {
  const overall = report.ranking.find((ranking) => ranking.useCase !== undefined)
  const ranking = overall ?? report.ranking.find((candidate) => candidate.task === task)
  if (ranking === undefined) return 'Results'
  const results = overall === undefined ? report.results.filter((result) => result.task === task) : report.results
  const costs = new Map<string, number>()
  const unknown = new Set(results.filter((result) => result.costNanoUsd === null || result.unpricedCalls > 0).map((result) => result.model))
  for (const { model, costNanoUsd } of results) if (!unknown.has(model)) costs.set(model, (costs.get(model) ?? 0) + (costNanoUsd ?? 0))
  const simulated = new Set(report.results.filter((result) => result.simulated).map((result) => result.model))
  const sentence = verdictSentence(ranking, { unit: metricUnit(report, ranking.metric, ranking.task), costs, simulated })
  return visibleText(overall === undefined && severalTasks ? `${task}: ${sentence}` : sentence)
}
