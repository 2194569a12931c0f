import { drawWeights, resampleWeights, resampling } from './resample-weights.ts'

/** Weights of more cases take too much memory to be kept. */
export const MOST_KEPT = 20_000

/**
 * The means of so many seeded bootstrap resamples of cases, in the order of their ids: Σ weight·value / Σ weight over the cases that have a value. `null`
 * is a case without one: it is drawn as the others are and counts for nothing. A resample without any value has the mean `otherwise`.
 */
export function resampledMeans(cases: readonly (number | null)[], resamples: number, otherwise: number): Float64Array {
  const n = cases.length
  const isKept = n <= MOST_KEPT
  const weights = isKept ? resampleWeights(n, resamples) : new Uint8Array(n)
  const random = resampling(n, resamples)
  const column = Float64Array.from(cases, (value) => value ?? 0)
  const missing = cases.flatMap((value, place) => (value === null ? [place] : []))
  const means = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample++) {
    const row = isKept ? resample * n : 0
    if (!isKept) drawWeights(weights.fill(0), 0, n, random)
    let drawn = n
    for (const place of missing) drawn -= weights[row + place] as number
    means[resample] = drawn > 0 ? dot(weights, row, column) / drawn : otherwise
  }
  return means
}

/** Four sums at once: they do not wait for each other. */
function dot(weights: Uint8Array, row: number, column: Float64Array): number {
  const n = column.length
  const whole = n - (n % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let i = 0; i < whole; i += 4) {
    a += (weights[row + i] as number) * (column[i] as number)
    b += (weights[row + i + 1] as number) * (column[i + 1] as number)
    c += (weights[row + i + 2] as number) * (column[i + 2] as number)
    d += (weights[row + i + 3] as number) * (column[i + 3] as number)
  }
  for (let i = whole; i < n; i++) a += (weights[row + i] as number) * (column[i] as number)
  return a + b + (c + d)
}
