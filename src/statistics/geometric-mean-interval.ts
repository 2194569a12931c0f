import { mean, sampleStandardDeviation } from 'simple-statistics'
import { LEVEL } from './interval.ts'
import { studentInterval } from './mean-interval.ts'
import type { MeanInterval } from './mean-interval.ts'

/** The geometric mean of positive values with Student's interval on the log scale. `null` for no values or one that is not positive. */
export function geometricMeanInterval(values: readonly number[], level = LEVEL): MeanInterval | null {
  if (values.length === 0 || values.some((value) => !(value > 0))) return null
  const logs = values.map(Math.log)
  const centre = mean(logs)
  const value = Math.exp(centre)
  if (values.length < 2) return { value, low: null, high: null, method: 't on the log scale' }
  const { low, high } = studentInterval(centre, sampleStandardDeviation(logs) / Math.sqrt(logs.length), logs.length - 1, level)
  return { value, low: Math.exp(low), high: Math.exp(high), method: 't on the log scale' }
}
