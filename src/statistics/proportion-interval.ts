import { clusterError, total } from './cluster-error.ts'
import { SHOWN } from './interval.ts'
import type { Confidence, Interval } from './interval.ts'
import { shareInterval } from './share-interval.ts'

/** Successes among the trials of one case. */
export interface CaseCount {
  successes: number
  trials: number
}

/** A proportion with its interval and the number of independent trials that it is worth. */
export interface ProportionInterval extends Interval {
  value: number
  effectiveN: number
}

/**
 * A proportion over cases with one or more trials each: the interval of a share at n_eff = clamp(p(1−p)/se², C, Σtrials) with the clustered se
 * over the C cases; n_eff = C where the se is 0 or C = 1. With one trial per case n_eff is their number. `null` without trials.
 */
export function proportionInterval(cases: readonly CaseCount[], confidence: Confidence = SHOWN): ProportionInterval | null {
  const counted = cases.filter(({ trials }) => trials > 0)
  const trials = total(counted.map((count) => count.trials))
  if (trials === 0) return null
  const value = total(counted.map(({ successes }) => successes)) / trials
  const se = clusterError(
    counted.map(({ successes }) => successes),
    counted.map((count) => count.trials),
  )
  const effectiveN = effectiveTrials(value, se, counted.length, trials)
  return { value, effectiveN, ...shareInterval(value * effectiveN, effectiveN, confidence) }
}

/** The same from the share of each case's answered `trials`, whatever their number: every case weighs the same, with the greatest number of trials found. */
export function repeatedShareInterval(
  cases: readonly { share: number; trials: number }[],
  confidence: Confidence = SHOWN,
): ProportionInterval | null {
  const most = cases.reduce((greatest, { trials }) => Math.max(greatest, trials), 0)
  return proportionInterval(
    cases.map(({ share, trials }) => ({ successes: share * most, trials: trials === 0 ? 0 : most })),
    confidence,
  )
}

/** clamp(p(1−p)/se², least, most); the least where the standard error is 0 or unknown. */
export function effectiveTrials(p: number, se: number | null, least: number, most: number): number {
  // Rounding leaves something of the order of 1e-17 where all cases agree.
  if (se === null || se < 1e-12) return least
  return Math.min(Math.max((p * (1 - p)) / (se * se), least), Math.max(least, most))
}
