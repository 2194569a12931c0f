import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { studentInterval } from './mean-interval.ts'

/**
 * Interval of the mean of paired differences in −1..1: Student's interval with two pseudo-cases +1 and −1 added (n + 2 values, n − 1 degrees
 * of freedom), cut to −1..1. Needs two differences.
 */
export function pairedInterval(differences: readonly number[], level = LEVEL): Interval {
  const n = differences.length + 2
  let sum = 0
  let squares = 2
  for (const difference of differences) {
    sum += difference
    squares += difference * difference
  }
  const centre = sum / n
  const variance = (squares - n * centre * centre) / (n - 1)
  const { low, high } = studentInterval(centre, Math.sqrt(variance / n), differences.length - 1, level)
  return { low: Math.max(-1, low), high: Math.min(1, high) }
}
