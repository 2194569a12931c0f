import type { Interval } from './interval.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'
import { resampleWeights } from './resample-weights.ts'

const RESAMPLES = 2_000
/** Weights of more cases take too much memory; the resampled means then follow their expansion more closely than 2,000 of them show it. */
const MOST_RESAMPLED = 20_000

/**
 * The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987) over 2,000 resamples of the cases, in the order of their ids. `null` is a
 * case without a value: it is drawn as the others are, and counts for nothing, so that one set of weights serves all models and metrics of a task. The
 * values must not all be equal. Over 20,000 cases the distribution of the resampled means is that of Cornish and Fisher's expansion.
 */
export function bcaInterval(cases: readonly (number | null)[], level: number): Interval & { method: string } {
  const values = cases.filter((value) => value !== null)
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  const acceleration = accelerationOf(values, centre)
  const isExpanded = cases.length > MOST_RESAMPLED
  const { bias, meanAt } = isExpanded ? expandedMeans(values, centre, acceleration) : resampledMeans(cases, centre)
  const end = (p: number): number => {
    const z = bias + normalQuantile(p)
    return meanAt(bias + z / (1 - acceleration * z))
  }
  return { low: end((1 - level) / 2), high: end((1 + level) / 2), method: isExpanded ? 'BCa (expansion)' : 'BCa' }
}

/** The distribution of resampled means: how its median lies to the mean, and its quantile at Φ(z). */
interface Means {
  bias: number
  meanAt(z: number): number
}

/** Cornish and Fisher's expansion; the skewness of the mean is six times the acceleration. */
function expandedMeans(values: readonly number[], centre: number, acceleration: number): Means {
  const error = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0)) / values.length
  return { bias: acceleration, meanAt: (z) => centre + error * (z + acceleration * (z * z - 1)) }
}

function resampledMeans(cases: readonly (number | null)[], centre: number): Means {
  const means = weightedMeans(cases, centre).sort()
  // Sums of equal values differ by rounding.
  const near = 1e-12 * Math.max(1, Math.abs(centre))
  const below = means.filter((each) => each < centre - near).length + means.filter((each) => Math.abs(each - centre) <= near).length / 2
  const bias = normalQuantile(Math.min(Math.max(below, 1), RESAMPLES - 1) / RESAMPLES)
  const sorted = Array.from(means)
  return { bias, meanAt: (z) => quantile(sorted, normalCdf(z)) }
}

/** The mean of each resample: Σ weight·value / Σ weight over the cases that have a value. */
function weightedMeans(cases: readonly (number | null)[], centre: number): Float64Array {
  const n = cases.length
  const weights = resampleWeights(n, RESAMPLES)
  const column = Float64Array.from(cases, (value) => value ?? 0)
  const missing = cases.flatMap((value, place) => (value === null ? [place] : []))
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const row = resample * n
    let drawn = n
    for (const place of missing) drawn -= weights[row + place] as number
    means[resample] = drawn > 0 ? dot(weights, row, column) / drawn : centre
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

/** Of the mean: the jackknife needs no resampling here. */
function accelerationOf(values: readonly number[], centre: number): number {
  let squares = 0
  let cubes = 0
  for (const value of values) {
    squares += (value - centre) ** 2
    cubes += (value - centre) ** 3
  }
  return cubes / (6 * squares ** 1.5)
}
