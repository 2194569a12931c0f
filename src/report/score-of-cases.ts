import { caseScore } from '../comparison/paired-scores-of.ts'
import { scoreFigure } from '../comparison/score-figure.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { BaselineCase } from '../schema/baseline.ts'

/** A metric over the cases of a baseline, with its interval; missing ones are left out. `null`s where it cannot be computed. */
export function scoreOfCases(
  cases: readonly BaselineCase[],
  metric: string,
): { value: number | null; low: number | null; high: number | null; unit: string } {
  const definition = metricDefinition(metric)
  const scores = cases.flatMap((subject) => caseScore(subject, metric) ?? []).filter(({ score, parts }) => parts || score !== null)
  if (definition === null || scores.length === 0) return { value: null, low: null, high: null, unit: 'share' }
  const { score, low, high } = scoreFigure(scores, definition)
  return { value: score, low, high, unit: definition.unit }
}
