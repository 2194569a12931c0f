import type { MetricValue } from '../schema/metric.ts'
import { binomialCdf } from '../statistics/binomial.ts'
import { normalCdf, normalQuantile } from '../statistics/normal-distribution.ts'

/**
 * The probability that two identical runs disagree on which side of a bound the bare value lies, were the value the true one: 2q(1 − q) with
 * q from the binomial distribution where the value is a share of `n` cases, else from the interval's width. `null` without an interval.
 */
export function flipProbability(value: MetricValue, bound: number, side: 'min' | 'max'): number | null {
  const kept = keepProbability(value, bound, side)
  return kept === null ? null : 2 * kept * (1 - kept)
}

/** Each case counts as 0 or 1. */
const isCount = (method: string): boolean => method === 'Wilson' || method === 'Clopper–Pearson'

function keepProbability({ value, low, high, level, n, method, unit }: MetricValue, bound: number, side: 'min' | 'max'): number | null {
  if (value === null) return null
  if (unit === 'share' && isCount(method)) {
    return side === 'min' ? 1 - binomialCdf(Math.ceil(bound * n - 1e-9) - 1, n, value) : binomialCdf(Math.floor(bound * n + 1e-9), n, value)
  }
  if (low === null || high === null) return null
  const se = (high - low) / (2 * normalQuantile((1 + level) / 2))
  const distance = side === 'min' ? value - bound : bound - value
  return se === 0 ? Number(distance >= 0) : normalCdf(distance / se)
}
