import { mean, sampleSkewness, sampleStandardDeviation } from 'simple-statistics'
import { bcaInterval } from './bca-interval.ts'
import { clopperPearsonInterval } from './clopper-pearson-interval.ts'
import { LEVEL, SHOWN } from './interval.ts'
import type { Confidence, Interval } from './interval.ts'
import { normalQuantile } from './normal-distribution.ts'
import { effectiveTrials } from './proportion-interval.ts'
import { shareInterval, shareMethod } from './share-interval.ts'
import { studentQuantile } from './student-distribution.ts'

const BOOTSTRAP_FROM = 50

/** A mean with its interval; both ends are `null` where one value alone says nothing of the spread. */
export interface MeanInterval {
  value: number
  low: number | null
  high: number | null
  method: string
}

/**
 * The mean of scores in 0..1, one per case: Student's interval, cut to 0..1; BCa from 50 cases on where |skewness| > 1; the interval of a share
 * at n cases where all scores are equal or there is one alone (the variance says nothing then, but is at most that of right and wrong). Where each
 * end is a bound of its own, that of a share at n_eff: scores that pile up at an end of the scale make Student's bound wrong twice as often as it says.
 * `null` for no scores. A score that is `null` is a missing case: it counts for nothing and keeps its place, which the resamples go by; the order is that
 * of case ids.
 */
export function meanInterval(scores: readonly (number | null)[], confidence: Confidence = SHOWN): MeanInterval | null {
  const values = scores.filter((score) => score !== null)
  if (values.length === 0) return null
  const { level, ends } = confidence
  const value = mean(values)
  const n = values.length
  const spread = n < 2 ? 0 : sampleStandardDeviation(values)
  if (spread < 1e-12) return { value, ...shareInterval(value * n, n, confidence), method: `${shareMethod(confidence)} (no variance)` }
  const se = spread / Math.sqrt(n)
  if (ends === 'each') return { value, ...meanBounds(value, se, n, level), method: `${shareMethod(confidence)}, n_eff` }
  if (n >= BOOTSTRAP_FROM && Math.abs(sampleSkewness(values)) > 1) return { value, ...bcaInterval(scores, level) }
  const interval = studentInterval(value, se, n - 1, level)
  return { value, low: Math.max(0, interval.low), high: Math.min(1, interval.high), method: 't' }
}

/** At n_eff = p(1 − p)/se² · (z/t_{n−1})², no less than n: a standard error from few cases is itself uncertain. */
function meanBounds(value: number, se: number, n: number, level: number): Interval {
  const p = (1 + level) / 2
  const few = (normalQuantile(p) / studentQuantile(p, n - 1)) ** 2
  const effectiveN = Math.max(n, effectiveTrials(value, se, n, Infinity) * few)
  return clopperPearsonInterval(value * effectiveN, effectiveN, level)
}

/** value ± t · se. */
export function studentInterval(value: number, se: number, df: number, level = LEVEL): Interval {
  const half = studentQuantile((1 + level) / 2, df) * se
  return { low: value - half, high: value + half }
}
