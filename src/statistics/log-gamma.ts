/** Coefficients of Stirling's series, from B₂ₖ/(2k(2k−1)). */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156]
const LARGE = 15

/** ln Γ(x) for x > 0, to about 1e-15 relatively (Stirling's series from 15 up, reached by Γ(x + 1) = xΓ(x)). */
export function logGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < LARGE) product *= shifted++
  const square = shifted * shifted
  let sum = 0
  for (let k = SERIES.length - 1; k >= 0; k--) sum = sum / square + (SERIES[k] as number)
  return (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + sum / shifted - Math.log(product)
}
