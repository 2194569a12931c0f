const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0, to about 1e-14 relatively (Lanczos, g = 7; Stirling's series from 30 up). */
export function logGamma(x: number): number {
  if (x >= 30) {
    const square = x * x
    const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / x
    return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series
  }
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const t = shifted + 7.5
  let sum = COEFFICIENTS[0] as number
  for (let i = 1; i < 9; i++) sum += (COEFFICIENTS[i] as number) / (shifted + i)
  return Math.log(2 * Math.PI) / 2 + (shifted + 0.5) * Math.log(t) - t + Math.log(sum)
}
