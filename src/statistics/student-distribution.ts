import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal-distribution.ts'

/** P(T ≤ t) of Student's distribution with `df` > 0 degrees of freedom. */
export function studentCdf(t: number, df: number): number {
  const tail = upperTail(Math.abs(t), df)
  return t > 0 ? 1 - tail : tail
}

const upperTail = (t: number, df: number): number => incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2

/**
 * The t with P(T ≤ t) = p, for 0 < p < 1 and `df` ≥ 1, to about 1e-12 relatively. Newton's method from the normal quantile: the upper tail is
 * convex and heavier than the normal one, so that the steps only ever go up.
 */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, df)
  const scale = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI)
  let t = normalQuantile(p)
  for (let step = 0; step < 100; step++) {
    const density = scale * (1 + (t * t) / df) ** (-(df + 1) / 2)
    const change = (upperTail(t, df) - (1 - p)) / density
    t += change
    if (Math.abs(change) <= 1e-14 * t) break
  }
  return t
}
