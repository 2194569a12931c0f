import { mean, sampleSkewness, sampleStandardDeviation } from 'simple-statistics'
import { bcaInterval } from './bca-interval.ts'
import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { studentQuantile } from './student-distribution.ts'
import { wilsonInterval } from './wilson-interval.ts'

const BOOTSTRAP_FROM = 50

/** A mean with its interval; both ends are `null` where one value alone says nothing of the spread. */
export interface MeanInterval {
  value: number
  low: number | null
  high: number | null
  method: string
}

/**
 * The mean of scores in 0..1, one per case: Student's interval, cut to 0..1; BCa from 50 cases on where |skewness| > 1; Wilson's interval at
 * n cases where all scores are equal or there is one alone (the variance says nothing then, but is at most that of right and wrong).
 * `null` for no scores. The order of scores is that of case ids: the same scores in another order are resampled otherwise.
 */
export function meanInterval(scores: readonly number[], level = LEVEL): MeanInterval | null {
  if (scores.length === 0) return null
  const values = [...scores]
  const value = mean(values)
  const n = values.length
  const spread = n < 2 ? 0 : sampleStandardDeviation(values)
  if (spread < 1e-12) return { value, ...wilsonInterval(value * n, n, level), method: 'Wilson (no variance)' }
  if (n >= BOOTSTRAP_FROM && Math.abs(sampleSkewness(values)) > 1) return { value, ...bcaInterval(values, level), method: 'BCa' }
  const interval = studentInterval(value, spread / Math.sqrt(n), n - 1, level)
  return { value, low: Math.max(0, interval.low), high: Math.min(1, interval.high), method: 't' }
}

/** value ± t · se. */
export function studentInterval(value: number, se: number, df: number, level = LEVEL): Interval {
  const half = studentQuantile((1 + level) / 2, df) * se
  return { low: value - half, high: value + half }
}
