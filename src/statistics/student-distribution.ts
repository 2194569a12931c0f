import { incompleteBeta } from './incomplete-beta.ts'
import { normalQuantile } from './normal-distribution.ts'

/** P(T ≤ t) of Student's distribution with `df` > 0 degrees of freedom. */
export function studentCdf(t: number, df: number): number {
  const below = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2
  return t > 0 ? 1 - below : below
}

/** The t with P(T ≤ t) = p, for 0 < p < 1 and `df` > 0, to about 1e-12 relatively (bracketed, then halved and interpolated). */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0
  if (p < 0.5) return -studentQuantile(1 - p, df)
  const upper = 1 - p
  const tailOf = (t: number): number => incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2
  let low = 0
  let high = Math.max(1, normalQuantile(p))
  while (tailOf(high) > upper) [low, high] = [high, high * 2]
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2
    if (tailOf(middle) > upper) low = middle
    else high = middle
  }
  return (low + high) / 2
}
