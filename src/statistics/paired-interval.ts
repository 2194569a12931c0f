import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { studentInterval } from './mean-interval.ts'

/** An estimate with its standard error, and the degrees of freedom of Student's distribution that it follows. */
export interface Estimate {
  centre: number
  se: number
  df: number
}

/** The mean of paired differences in −1..1 with two pseudo-cases +1 and −1 added (n + 2 values, n − 1 degrees of freedom). Needs two differences. */
export function pairedEstimate(differences: readonly number[]): Estimate {
  const n = differences.length + 2
  let sum = 0
  let squares = 2
  for (const difference of differences) {
    sum += difference
    squares += difference * difference
  }
  const centre = sum / n
  const variance = (squares - n * centre * centre) / (n - 1)
  return { centre, se: Math.sqrt(variance / n), df: differences.length - 1 }
}

/** Student's interval of `pairedEstimate`, cut to −1..1. Needs two differences. */
export function pairedInterval(differences: readonly number[], level = LEVEL): Interval {
  const { centre, se, df } = pairedEstimate(differences)
  const { low, high } = studentInterval(centre, se, df, level)
  return { low: Math.max(-1, low), high: Math.min(1, high) }
}
