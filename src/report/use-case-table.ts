import type { Report } from '../schema/report.ts'
import { ranksOf } from './comparison-table.ts'
import { formatInterval } from './format-metric.ts'

/** One model over all tasks of a use case, as it is shown. */
export interface UseCaseRow {
  rank: string
  model: string
  simulated: boolean
  /** "75.0 % [70.1, 79.9]", or "–" for a model that lacks a task. */
  score: string
}

/** Models over the tasks of a use case, best first; empty where the report does not rank over tasks. */
export function useCaseTable({ ranking, results }: Report): UseCaseRow[] {
  const entries = ranking.find(({ useCase }) => useCase !== undefined)?.entries ?? []
  const ranks = ranksOf(entries)
  return entries.map(({ model, score, low, high }) => ({
    rank: ranks.get(model) ?? '',
    model,
    simulated: results.some((result) => result.model === model && result.simulated),
    score: formatInterval({ value: score, low, high }, 'share'),
  }))
}
