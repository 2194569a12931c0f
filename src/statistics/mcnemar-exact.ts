import { binomialCdf } from './binomial.ts'

/** Two-sided p of McNemar's exact test: `b` cases that only the first got right, `c` that only the second did. 1 where both are 0. */
export function mcnemarExact(b: number, c: number): number {
  return Math.min(1, 2 * binomialCdf(Math.min(b, c), b + c, 0.5))
}
