import { drawGamma } from '../../random/gamma.ts'
import { seededRandom } from '../../random/seeded-random.ts'

export interface Arrivals {
  arrivals: 'constant' | 'poisson' | 'gamma'
  /** Of gamma arrivals; default 1, which is Poisson. */
  shape?: number | undefined
}

/**
 * When `count` requests are due that come at a rate: ascending milliseconds from 0, all before count / rate. Gaps are drawn and then stretched so
 * that the requests fill that time exactly: for Poisson arrivals these are the times of a Poisson process, given their number.
 */
export function arrivalTimes(
  { arrivals, shape = 1 }: Arrivals,
  { count, ratePerSecond, seed }: { count: number; ratePerSecond: number; seed: readonly (string | number)[] },
): Float64Array {
  const times = new Float64Array(count)
  const gapMs = 1_000 / ratePerSecond
  if (arrivals === 'constant') return times.map((_, index) => index * gapMs)
  const random = seededRandom('arrivals', ...seed)
  const draw = arrivals === 'poisson' || shape === 1 ? () => -Math.log(1 - random.next()) : () => drawGamma(random, shape)
  let sum = 0
  for (let index = 0; index < count; index++) times[index] = sum += draw()
  sum += draw()
  // Gaps of a very small shape may all be 0.
  const stretch = sum > 0 ? (count * gapMs) / sum : 0
  return times.map((time) => time * stretch)
}
