import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Interval } from '../statistics/interval.ts'

/**
 * The least and greatest mean difference a − b of scores in 0..1 that missing data leaves open: all of a's missing scores 0 and b's 1, and
 * the reverse. Cases whose score is not defined are taken as missing. `null` for other units and no cases.
 */
export function missingBounds(
  rows: readonly { a: CaseScore | null; b: CaseScore | null }[],
  metric: Pick<MetricDefinition, 'unit'>,
): Interval | null {
  if (metric.unit !== 'share' || rows.length === 0) return null
  const meanWith = (missingA: number, missingB: number): number =>
    rows.reduce((sum, { a, b }) => sum + (a?.score ?? missingA) - (b?.score ?? missingB), 0) / rows.length
  return { low: meanWith(0, 1), high: meanWith(1, 0) }
}
