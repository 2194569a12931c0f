import { binomialCdf, binomialMass } from './binomial.ts'
import { LEVEL } from './interval.ts'
import { mcnemarExact } from './mcnemar-exact.ts'
import { normalQuantile } from './normal-distribution.ts'
import { studentQuantile } from './student-distribution.ts'

const POWER = 0.8

/**
 * The smallest true difference that the exact McNemar test at `alpha` (two-sided) would have found with power 0.8, for `n` pairs of which
 * the share `discordant` disagrees: the power is enumerated over the discordant pairs and inverted. `null` where even the greatest
 * difference that these disagreements allow is not found as often.
 */
export function smallestDetectableMcNemar(n: number, discordant: number, alpha = 0.05): number | null {
  if (discordant <= 0) return null
  const masses = likely(n, discordant, alpha)
  const power = (difference: number): number => {
    const first = (1 + difference / discordant) / 2
    let sum = 0
    for (const { pairs, mass, reject } of masses) {
      if (reject < 0) continue
      sum += mass * (binomialCdf(reject, pairs, first) + binomialCdf(reject, pairs, 1 - first))
    }
    return sum
  }
  if (power(discordant) < POWER) return null
  let [low, high] = [0, discordant]
  for (let step = 0; step < 16; step++) {
    const middle = (low + high) / 2
    if (power(middle) < POWER) low = middle
    else high = middle
  }
  return high
}

/** Counts of discordant pairs that are likely enough to matter, each with the greatest smaller count that the test rejects. */
function likely(n: number, discordant: number, alpha: number): { pairs: number; mass: number; reject: number }[] {
  const mean = n * discordant
  const reach = 4 * Math.sqrt(mean * (1 - discordant)) + 4
  const counts: { pairs: number; mass: number; reject: number }[] = []
  const from = Math.max(0, Math.floor(mean - reach))
  const to = Math.min(n, Math.ceil(mean + reach))
  // At most some forty counts, evenly spread, stand for all.
  const step = Math.max(1, Math.floor((to - from) / 40))
  for (let pairs = from; pairs <= to; pairs += step) {
    counts.push({ pairs, mass: binomialMass(pairs, n, discordant), reject: greatestRejected(pairs, alpha) })
  }
  const sum = counts.reduce((all, { mass }) => all + mass, 0)
  return counts.map((count) => ({ ...count, mass: count.mass / sum }))
}

function greatestRejected(pairs: number, alpha: number): number {
  let [low, high] = [-1, Math.floor(pairs / 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (mcnemarExact(middle, pairs - middle) <= alpha) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The same for a test of a mean of `n` paired differences with standard error `se` (t, sign flips): (t + z_0.8) · se. `null` where the
 * standard error is 0 or unknown. `hasPseudoCases`: of differences in −1..1 whose interval has two pseudo-cases and must leave 0 out as well; `null`
 * where that takes more than 1.
 */
export function smallestDetectableMean(n: number, se: number | null, alpha = 0.05, hasPseudoCases = false): number | null {
  if (se === null || n < 2 || !(se > 1e-12)) return null
  const byTest = studentQuantile(1 - alpha / 2, n - 1) * se
  if (!hasPseudoCases) return byTest + normalQuantile(POWER) * se
  const found = Math.max(byTest, leastApart(n, se)) + normalQuantile(POWER) * se
  return found <= 1 ? found : null
}

/** The least mean of `n` differences whose `pairedInterval` leaves 0 out: where (n·d)/(n + 2) = t · its standard error, solved for d. */
function leastApart(n: number, se: number): number {
  const t = studentQuantile((1 + LEVEL) / 2, n - 1)
  const squares = se * se * n * (n - 1)
  const room = (n * n - (2 * n * t * t) / (n + 1)) / (n + 2) ** 2
  return room <= 0 ? Infinity : Math.sqrt((t * t * (squares + 2)) / ((n + 1) * (n + 2)) / room)
}
