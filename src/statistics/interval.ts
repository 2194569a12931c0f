/** The two ends of an interval. */
export interface Interval {
  low: number
  high: number
}

/** Confidence of the intervals that are shown. */
export const LEVEL = 0.95

/**
 * How sure an interval is: with a probability of `level` the truth lies between its ends *together*; or *each* end is a bound of its own, beyond which
 * the truth lies with a probability of at most (1 − level)/2, as gates want it.
 */
export interface Confidence {
  level: number
  ends: 'together' | 'each'
}

/** That of the intervals that are shown. */
export const SHOWN: Confidence = { level: LEVEL, ends: 'together' }
