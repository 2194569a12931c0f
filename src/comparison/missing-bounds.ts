import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Interval } from '../statistics/interval.ts'

type Row = { a: CaseScore | null; b: CaseScore | null }

/**
 * The least and greatest mean difference a − b of scores in 0..1 that missing data leaves open: all of a's missing scores 0 and b's 1, and
 * the reverse. Cases whose score is not defined are taken as missing. `null` for other units and no cases.
 */
export function missingBounds(rows: readonly Row[], metric: Pick<MetricDefinition, 'unit'>): Interval | null {
  if (metric.unit !== 'share' || rows.length === 0) return null
  const meanWith = (missingA: number, missingB: number): number =>
    rows.reduce((sum, { a, b }) => sum + (a?.score ?? missingA) - (b?.score ?? missingB), 0) / rows.length
  return { low: meanWith(0, 1), high: meanWith(1, 0) }
}

/**
 * How far what is missing could move a difference that was taken over complete pairs, down (≤ 0) and up (≥ 0). 0 and 0 where no case is
 * missing, and for units without bounds.
 */
export function missingReach(rows: readonly Row[], metric: Pick<MetricDefinition, 'unit'>): Interval {
  const complete = rows.filter(({ a, b }) => a && b)
  const bounds = complete.length === rows.length ? null : missingBounds(rows, metric)
  if (!bounds) return { low: 0, high: 0 }
  const known = complete.reduce((sum, { a, b }) => sum + (a?.score ?? 0) - (b?.score ?? 0), 0) / Math.max(1, complete.length)
  return { low: Math.min(0, bounds.low - known), high: Math.max(0, bounds.high - known) }
}
