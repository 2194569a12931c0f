import { mean, sampleStandardDeviation } from 'simple-statistics'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Interval } from '../statistics/interval.ts'
import { studentInterval } from '../statistics/mean-interval.ts'
import { pairedEstimate } from '../statistics/paired-interval.ts'
import type { Estimate } from '../statistics/paired-interval.ts'
import { studentCdf } from '../statistics/student-distribution.ts'
import type { PairedScores } from './align-scores.ts'
import { missingReach } from './missing-bounds.ts'
import { pairedDifference } from './paired-difference.ts'

/** What regression gates read of a metric. */
export type GatedMetric = Pick<MetricDefinition, 'direction' | 'ratio' | 'unit'>

/** The change new − base on the cases of both: absolute for shares, relative for cost and latency; the interval is 90 % two-sided unless another level is asked for. */
export interface RegressionChange extends Interval {
  value: number
  /** One-sided p of "it is not worse by more than the margin", whatever the missing cases are. */
  worsePValue(margin: number): number
}

/**
 * `null` where it cannot be computed: fewer than two cases, a ratio without a denominator, values that are not positive. `level`: of the two-sided
 * interval.
 */
export function regressionChange(paired: PairedScores, metric: GatedMetric, level: number = GATE_LEVEL): RegressionChange | null {
  return metric.unit === 'share' ? absoluteChange(paired, metric, level) : relativeChange(paired.pairs, metric, level)
}

/** With pseudo-cases for right and wrong as well: there the score interval's one-sided error is over 5 % (enumerated, up to 6.2 % with 20 cases). */
function absoluteChange({ pairs, rows }: PairedScores, metric: GatedMetric, level: number): RegressionChange | null {
  const difference = pairedDifference(pairs, metric)
  if (!difference || difference.n < 2) return null
  const estimate = pairedEstimate(difference.differences)
  const reach = missingReach(rows, metric)
  const { low, high } = studentInterval(estimate.centre, estimate.se, estimate.df, level)
  const sign = signOf(metric)
  const best = sign * estimate.centre + (sign > 0 ? reach.high : -reach.low)
  return {
    value: difference.value,
    low: Math.max(-1, low + reach.low),
    high: Math.min(1, high + reach.high),
    worsePValue: (margin) => upperTail(-margin, best, estimate),
  }
}

/** The geometric mean of the cases' ratios, by Student's interval on the log scale. */
function relativeChange(pairs: readonly { a: CaseScore; b: CaseScore }[], metric: GatedMetric, level: number): RegressionChange | null {
  const logs = pairs.map(({ a, b }) => Math.log((a.score ?? 0) / (b.score ?? 0)))
  if (logs.length < 2 || !logs.every(Number.isFinite)) return null
  const estimate = { centre: mean(logs), se: sampleStandardDeviation(logs) / Math.sqrt(logs.length), df: logs.length - 1 }
  const { low, high } = studentInterval(estimate.centre, estimate.se, estimate.df, level)
  const sign = signOf(metric)
  return {
    value: Math.expm1(estimate.centre),
    low: Math.expm1(low),
    high: Math.expm1(high),
    worsePValue: (margin) => upperTail(sign * Math.log(Math.max(0, 1 - sign * margin)), sign * estimate.centre, estimate),
  }
}

const signOf = ({ direction }: GatedMetric): 1 | -1 => (direction === 'higher' ? 1 : -1)

/** P(T ≥ (limit − centre)/se). */
function upperTail(limit: number, centre: number, { se, df }: Estimate): number {
  if (se < 1e-12) return centre < limit ? 0 : 1
  return studentCdf((centre - limit) / se, df)
}
