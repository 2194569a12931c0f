import { mean } from 'simple-statistics'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'

/** A metric over given scores of cases: micro averages from their parts, else the mean. `null` for no scores, and without a denominator. */
export function scoreOf(scores: readonly CaseScore[], { ratio }: Pick<MetricDefinition, 'ratio'>): number | null {
  if (ratio && scores.length > 0 && scores.every(({ parts }) => parts)) {
    const parts = scores.flatMap((each) => (each.parts ? [ratio(each.parts)] : []))
    const below = parts.reduce((sum, { denominator }) => sum + denominator, 0)
    return below === 0 ? null : Math.min(1, Math.max(0, parts.reduce((sum, { numerator }) => sum + numerator, 0) / below))
  }
  const values = scores.flatMap(({ score }) => score ?? [])
  return values.length === 0 ? null : mean(values)
}
