import { mean, sampleStandardDeviation } from 'simple-statistics'
import { LEVEL } from './interval.ts'
import { studentInterval } from './mean-interval.ts'
import type { MeanInterval } from './mean-interval.ts'

/**
 * The arithmetic mean of values that are not negative, as cost, with Student's interval on the log scale (delta method: the standard error
 * of ln(mean) is se/mean), so that it never reaches below 0. Approximate below 50 values. `null` for no values.
 */
export function positiveMeanInterval(values: readonly number[], level = LEVEL): MeanInterval | null {
  if (values.length === 0) return null
  const value = mean([...values])
  const method = 't on the log scale'
  if (values.length < 2) return { value, low: null, high: null, method }
  if (value === 0) return { value, low: 0, high: 0, method }
  const relative = sampleStandardDeviation([...values]) / Math.sqrt(values.length) / value
  const { low, high } = studentInterval(0, relative, values.length - 1, level)
  return { value, low: value * Math.exp(low), high: value * Math.exp(high), method }
}
