import { seededRandom } from '../random/seeded-random.ts'
import type { Random } from '../random/seeded-random.ts'

/** The weights of the last number of cases: all models and metrics of a task ask for the same. Held as long as one job asks for them, not beyond. */
let last: { cases: number; resamples: number; weights: WeakRef<Uint8Array> } | null = null

/**
 * How often each of `cases` cases is drawn in each of `resamples` bootstrap resamples: row after row, every row sums to `cases`. The weights depend on
 * the two numbers alone, so that all models and metrics of a task are resampled alike (cases × resamples bytes).
 */
export function resampleWeights(cases: number, resamples: number): Uint8Array {
  const known = last?.cases === cases && last.resamples === resamples ? last.weights.deref() : undefined
  if (known) return known
  const random = resampling(cases, resamples)
  const weights = new Uint8Array(cases * resamples)
  for (let row = 0; row < weights.length; row += cases) drawWeights(weights, row, cases, random)
  last = { cases, resamples, weights: new WeakRef(weights) }
  return weights
}

/** What the rows of weights are drawn from, one after another. */
export const resampling = (cases: number, resamples: number): Random => seededRandom('resamples', cases, resamples)

/** Draws the weights of one resample into a row of zeros that begins at `row`. */
export function drawWeights(weights: Uint8Array, row: number, cases: number, random: Random): void {
  for (let draw = 0; draw < cases; draw++) {
    const place = row + Math.floor(((random.bits() >>> 0) / 2 ** 32) * cases)
    weights[place] = (weights[place] as number) + 1
  }
}
