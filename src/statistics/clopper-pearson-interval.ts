import { incompleteBeta } from './incomplete-beta.ts'
import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'

const STEPS = 200

/**
 * Clopper and Pearson's interval (1934) of a proportion: each of its ends is the bound of the exact one-sided binomial test, wrong with a probability
 * of at most (1 − level)/2, and there is no tighter one that is. `n` > 0 may be an effective number and `successes` a fraction.
 */
export function clopperPearsonInterval(successes: number, n: number, level = LEVEL): Interval {
  const tail = (1 - level) / 2
  const failures = n - successes
  return {
    low: successes <= 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures <= 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  }
}

/** The x with I_x(a, b) = p, to the last digits, by halving: it has no starting point to go wrong from. */
function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return low
}
