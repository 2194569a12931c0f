import type { EstimatedRange } from '../schema/estimate.ts'

export const NOTHING: EstimatedRange = { low: 0, expected: 0, high: 0 }

export const UNBOUNDED: EstimatedRange = { low: 0, expected: null, high: null }

/** Sums; an end that is unknown in one is unknown in the sum. */
export function addRanges(ranges: readonly EstimatedRange[]): EstimatedRange {
  const add = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)
  return ranges.reduce(
    (sum, range) => ({ low: sum.low + range.low, expected: add(sum.expected, range.expected), high: add(sum.high, range.high) }),
    NOTHING,
  )
}

/** A range times a count, in whole numbers. */
export function times({ low, expected, high }: EstimatedRange, count: number): EstimatedRange {
  const whole = (value: number | null) => (value === null ? null : Math.round(value * count))
  return { low: Math.round(low * count), expected: whole(expected), high: whole(high) }
}
