import { clopperPearsonInterval } from './clopper-pearson-interval.ts'
import type { Confidence, Interval } from './interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

/**
 * The interval of a proportion, `n` > 0 effective trials: Wilson's where its ends hold together, whose coverage is close to the level on average over
 * all proportions; Clopper and Pearson's where each end is a bound, whose error is never above the level.
 */
export function shareInterval(successes: number, n: number, { level, ends }: Confidence): Interval {
  return ends === 'each' ? clopperPearsonInterval(successes, n, level) : wilsonInterval(successes, n, level)
}

/** Its name. */
export const shareMethod = ({ ends }: Confidence): string => (ends === 'each' ? 'Clopper–Pearson' : 'Wilson')
