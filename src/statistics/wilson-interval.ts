import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-distribution.ts'

/** Wilson's score interval (1927) of a proportion; `n` > 0 may be an effective number and `successes` a fraction. */
export function wilsonInterval(successes: number, n: number, level = LEVEL): Interval {
  const z = normalQuantile((1 + level) / 2)
  const p = successes / n
  const scale = 1 + (z * z) / n
  const centre = (p + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return { low: successes <= 0 ? 0 : Math.max(0, centre - half), high: successes >= n ? 1 : Math.min(1, centre + half) }
}
