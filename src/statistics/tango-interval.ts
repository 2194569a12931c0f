import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-distribution.ts'

/**
 * Tango's score interval (1998) of a paired difference of proportions (b − c)/n: `b` cases that only the first got right, `c` that only
 * the second did, of `n` > 0 pairs.
 */
export function tangoInterval(b: number, c: number, n: number, level = LEVEL): Interval {
  const z = normalQuantile((1 + level) / 2)
  const estimate = (b - c) / n
  const score = (difference: number): number => {
    const linear = (2 * n - b + c) * difference - b - c
    const root = Math.sqrt(Math.max(0, linear * linear + 8 * n * c * difference * (1 - difference)))
    const only = Math.max(0, (root - linear) / (4 * n))
    const variance = n * (2 * only + difference * (1 - difference))
    const distance = b - c - n * difference
    return variance <= 0 ? (distance === 0 ? 0 : Math.sign(distance) * Infinity) : distance / Math.sqrt(variance)
  }
  // The score falls from +∞ at −1 to −∞ at 1.
  const solve = (target: number, from: number, to: number): number => {
    let [low, high] = [from, to]
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2
      if (score(middle) > target) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return { low: estimate === -1 ? -1 : solve(z, -1, estimate), high: estimate === 1 ? 1 : solve(-z, estimate, 1) }
}
