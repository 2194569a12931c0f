import { incompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'

const SUMMED = 60
/** Masses below this lose their digits. */
const SMALL = 1e-280

/** P(X = k) for X binomial with n trials and probability p. */
export function binomialMass(k: number, n: number, p: number): number {
  if (k < 0 || k > n) return 0
  if (p <= 0) return k === 0 ? 1 : 0
  if (p >= 1) return k === n ? 1 : 0
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** P(X ≤ k) for X binomial with n trials and probability p: summed downwards for small k, else by the incomplete beta function. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  if (k > SUMMED) return incompleteBeta(1 - p, n - k, k + 1)
  let mass = binomialMass(k, n, p)
  if (mass < SMALL) return incompleteBeta(1 - p, n - k, k + 1)
  let sum = mass
  for (let i = k; i > 0; i--) {
    mass *= (i * (1 - p)) / ((n - i + 1) * p)
    sum += mass
  }
  return Math.min(1, sum)
}
