/** Σx. Sums are made in the order given: sort by case id first. */
export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/**
 * Standard error of a ratio Σnumerator/Σdenominator over clusters (cases), linearised: √(C/(C−1) · Σe²)/Σdenominator with
 * e = numerator − ratio · denominator. `null` with fewer than two clusters. For denominators that count trials this is the clustered
 * standard error of a mean (Miller 2024).
 */
export function clusterError(numerators: readonly number[], denominators: readonly number[]): number | null {
  const clusters = numerators.length
  const denominator = total(denominators)
  if (clusters < 2 || denominator === 0) return null
  const ratio = total(numerators) / denominator
  const squares = total(numerators.map((numerator, index) => (numerator - ratio * (denominators[index] ?? 0)) ** 2))
  return Math.sqrt((clusters / (clusters - 1)) * squares) / denominator
}
