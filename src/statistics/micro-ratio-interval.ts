import { clusterError, total } from './cluster-error.ts'
import { SHOWN } from './interval.ts'
import type { Confidence } from './interval.ts'
import { effectiveTrials } from './proportion-interval.ts'
import type { ProportionInterval } from './proportion-interval.ts'
import { shareInterval } from './share-interval.ts'
import { studentQuantile } from './student-distribution.ts'

/** Numerator and denominator of one case. */
export interface CaseRatio {
  numerator: number
  denominator: number
}

/**
 * A micro average Σnumerator/Σdenominator in 0..1 (precision, recall, F1): linearised over cases, then the interval of a share at
 * n_eff = clamp(P(1−P)/se², C, N) · (t_{N−1}/t_{C−1})² with N = Σdenominator and C cases that have a denominator; n_eff = C where the
 * se is 0. `null` without a denominator.
 */
export function microRatioInterval(cases: readonly CaseRatio[], confidence: Confidence = SHOWN): ProportionInterval | null {
  const counted = cases.filter(({ denominator }) => denominator > 0)
  const numerators = counted.map(({ numerator }) => numerator)
  const denominators = counted.map(({ denominator }) => denominator)
  const size = total(denominators)
  if (size === 0) return null
  const value = Math.min(1, Math.max(0, total(numerators) / size))
  const clusters = counted.length
  const effectiveN =
    effectiveTrials(value, clusterError(numerators, denominators), clusters, size) * fewCases(clusters, size, confidence.level)
  return { value, effectiveN, ...shareInterval(value * effectiveN, effectiveN, confidence) }
}

/**
 * The same from the means of each case's answered `trials`, whatever their number: every case weighs the same, and counts with as many items as the greatest
 * number of trials found.
 */
export function repeatedRatioInterval(
  cases: readonly (CaseRatio & { trials: number })[],
  confidence: Confidence = SHOWN,
): ProportionInterval | null {
  const most = cases.reduce((greatest, { trials }) => Math.max(greatest, trials), 1)
  return microRatioInterval(
    cases.map(({ numerator, denominator }) => ({ numerator: numerator * most, denominator: denominator * most })),
    confidence,
  )
}

/** A standard error from few cases is itself uncertain: the factor (t_{N−1}/t_{C−1})². */
function fewCases(clusters: number, size: number, level: number): number {
  if (clusters < 2 || size <= clusters) return 1
  const p = (1 + level) / 2
  return (studentQuantile(p, size - 1) / studentQuantile(p, clusters - 1)) ** 2
}
