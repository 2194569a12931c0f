import type { Ranking, Report } from '../../schema/report.ts'
import { generatedReport } from './generated-report.ts'

/** A report of two tasks whose models are ranked over both. */
export function twoTasksReport(name = 'sim:careful'): Report {
  const report = generatedReport()
  const entry = (model: string, score: number | null, tiedWithBest: boolean | null): Ranking['entries'][number] => ({
    model,
    score,
    low: score === null ? null : score - 0.05,
    high: score === null ? null : score + 0.05,
    tiedWithBest,
  })
  const entries = [
    entry(name, 0.85, true),
    entry('mini, cold', 0.83, true),
    entry('sim:hasty', 0.6, false),
    entry('sim:faulty', null, null),
  ]
  return {
    ...report,
    results: [...report.results, ...report.results.map((result) => ({ ...result, task: 'labels' }))],
    ranking: [...report.ranking, { useCase: 'default', metric: 'accuracy, f1', entries }],
  }
}
