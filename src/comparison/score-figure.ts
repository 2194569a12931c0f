import { mean, sampleStandardDeviation } from 'simple-statistics'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import { effectiveTrials } from '../statistics/proportion-interval.ts'
import { LEVEL } from '../statistics/interval.ts'
import { microRatioInterval } from '../statistics/micro-ratio-interval.ts'
import { positiveMeanInterval } from '../statistics/positive-mean-interval.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'

/** A score over cases with its interval; `null` where it cannot be computed. */
export interface ScoreFigure {
  score: number | null
  low: number | null
  high: number | null
}

const NOTHING: ScoreFigure = { score: null, low: null, high: null }

/**
 * A metric over given scores of cases: micro averages from their parts, shares and other scores in 0..1 with Wilson's interval at the
 * effective number of cases, other units as means on the log scale.
 */
export function scoreFigure(scores: readonly CaseScore[], metric: Pick<MetricDefinition, 'ratio' | 'unit'>): ScoreFigure {
  const { ratio } = metric
  if (ratio && scores.length > 0 && scores.every(({ parts }) => parts)) {
    const interval = microRatioInterval(scores.flatMap(({ parts }) => (parts ? [ratio(parts)] : [])))
    return interval ? { score: interval.value, low: interval.low, high: interval.high } : NOTHING
  }
  const values = scores.flatMap(({ score }) => score ?? [])
  if (values.length === 0) return NOTHING
  if (metric.unit !== 'share') {
    const interval = positiveMeanInterval(values)
    return interval ? { score: interval.value, low: interval.low, high: interval.high } : NOTHING
  }
  const score = mean(values)
  const n = values.length
  const se = n < 2 ? null : sampleStandardDeviation(values) / Math.sqrt(n)
  const effectiveN = effectiveTrials(score, se, n, Infinity)
  return { score, ...wilsonInterval(score * effectiveN, effectiveN, LEVEL) }
}
