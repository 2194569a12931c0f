/** The two ends of an interval. */
export interface Interval {
  low: number
  high: number
}

/** Confidence of the intervals that are shown. */
export const LEVEL = 0.95
