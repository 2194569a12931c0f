import type { MetricValue } from '../schema/metric.ts'
import { binomialCdf } from '../statistics/binomial.ts'
import { normalCdf, normalQuantile } from '../statistics/normal-distribution.ts'

/**
 * The probability that two identical runs disagree on which side of a bound the bare value lies, were the value the true one: 2q(1 − q) with
 * q from the binomial distribution where the value is a share of `n` cases, else from the interval's width. `null` without an interval.
 */
export function flipProbability(value: MetricValue, bound: number): number | null {
  const reached = reachProbability(value, bound)
  return reached === null ? null : 2 * reached * (1 - reached)
}

function reachProbability({ value, low, high, level, n, method, unit }: MetricValue, bound: number): number | null {
  if (value === null) return null
  if (unit === 'share' && method === 'Wilson') return 1 - binomialCdf(Math.ceil(bound * n - 1e-9) - 1, n, value)
  if (low === null || high === null) return null
  const se = (high - low) / (2 * normalQuantile((1 + level) / 2))
  return se === 0 ? Number(value >= bound) : normalCdf((value - bound) / se)
}
