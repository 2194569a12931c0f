import { binomialCdf } from './binomial.ts'
import { LEVEL } from './interval.ts'
import { proportionInterval } from './proportion-interval.ts'
import { quantile } from './quantile.ts'

/** A quantile; both bounds are `null` where there are too few cases for them. */
export interface QuantileInterval {
  /** +∞ where it lies among censored values. */
  value: number
  low: number | null
  high: number | null
  /** The number of independent values that they are worth. */
  effectiveN: number
}

/**
 * The quantile of values in cases (one list of values per case; +∞: censored) with the interval between order statistics, whose coverage
 * is at least `level` for any distribution. Several values of a case count by n_eff of the share at or below the quantile. Bounds need
 * `leastCases(share)`. `null` for no values.
 */
export function quantileInterval(cases: readonly (readonly number[])[], share: number, level = LEVEL): QuantileInterval | null {
  const sorted = Array.from(Float64Array.from(cases.flat()).sort())
  if (sorted.length === 0) return null
  const value = quantile(sorted, share)
  const repeated = cases.some((values) => values.length > 1)
  const effectiveN = repeated ? worthOf(cases, value) : sorted.length
  const n = Math.floor(effectiveN + 1e-9)
  const ranks = intervalRanks(n, share, level)
  if (ranks === null) return { value, low: null, high: null, effectiveN }
  const low = Math.floor((ranks.below * sorted.length) / n)
  const high = sorted.length - 1 - Math.floor((ranks.above * sorted.length) / n)
  return { value, low: sorted[low] as number, high: sorted[high] as number, effectiveN }
}

/**
 * Between which order statistics of `n` independent values a quantile lies as surely as `level`: so many values are left out below and above.
 * `null` with fewer than `leastCases`.
 */
export function intervalRanks(n: number, share: number, level = LEVEL): { below: number; above: number } | null {
  if (n < leastCases(share, level)) return null
  const tail = (1 - level) / 2
  return { below: greatestRank(n, share, tail), above: greatestRank(n, 1 - share, tail) }
}

/** The number of independent values that repeated ones are worth, by those at or below a value. */
function worthOf(cases: readonly (readonly number[])[], value: number): number {
  const counts = cases.map((values) => ({ successes: values.filter((each) => each <= value).length, trials: values.length }))
  return proportionInterval(counts)?.effectiveN ?? 0
}

/** The least number of cases for a two-sided bounded interval: p50 6, p90 36, p95 72, p99 368 at 95 %. */
export function leastCases(share: number, level = LEVEL): number {
  const tail = Math.log((1 - level) / 2)
  return Math.max(Math.ceil(tail / Math.log(share)), Math.ceil(tail / Math.log(1 - share)))
}

/** The greatest k with P(Binomial(n, share) ≤ k) ≤ tail: the value of rank k (from 0) is below the quantile as surely. */
function greatestRank(n: number, share: number, tail: number): number {
  let low = 0
  let high = n
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (binomialCdf(middle, n, share) <= tail) low = middle
    else high = middle
  }
  return low
}
