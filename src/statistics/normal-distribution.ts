const TERMS = 200

/** Density of the standard normal distribution. */
const normalDensity = (z: number): number => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)

/** P(Z ≤ z) of the standard normal distribution, to 1e-15 absolutely (Marsaglia 2004; a continued fraction in the tails). */
export function normalCdf(z: number): number {
  if (z < -6) return tail(-z)
  if (z > 6) return 1 - tail(z)
  let term = z
  let sum = z
  for (let i = 3; Math.abs(term) > 1e-18 && i < TERMS; i += 2) {
    term *= (z * z) / i
    sum += term
  }
  return 0.5 + sum * normalDensity(z)
}

function tail(z: number): number {
  let fraction = z
  for (let i = 40; i > 0; i--) fraction = z + i / fraction
  return normalDensity(z) / fraction
}

/** The z with P(Z ≤ z) = p, for 0 < p < 1 (Acklam's approximation, then two steps of Halley's method). */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  let z = approximateQuantile(p)
  for (let step = 0; step < 2; step++) {
    const error = (normalCdf(z) - p) / normalDensity(z)
    z -= error / (1 + (z * error) / 2)
  }
  return z
}

function approximateQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    const top =
      ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q
    return (
      (top + 2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    )
  }
  const q = p - 0.5
  const r = q * q
  const top = ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r
  const below =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1
  return ((top + 2.506628277459239) * q) / below
}
