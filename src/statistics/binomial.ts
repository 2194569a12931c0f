import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'

const SUMMED = 60

/** P(X = k) for X binomial with n trials and probability p. */
export function binomialMass(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0
  if (p <= 0) return k === 0 ? 1 : 0
  if (p >= 1) return k === n ? 1 : 0
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** P(X ≤ k) for X binomial with n trials and probability p: summed for small k, else by the incomplete beta function. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  if (k > SUMMED) return incompleteBeta(1 - p, n - k, k + 1)
  let sum = 0
  for (let i = 0; i <= k; i++) sum += binomialMass(i, n, p)
  return Math.min(1, sum)
}
