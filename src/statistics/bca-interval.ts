import { mean } from 'simple-statistics'
import type { Interval } from './interval.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'
import { resampleWeights } from './resample-weights.ts'

const RESAMPLES = 2_000
/** With more values the resampled means follow their expansion more closely than 2,000 of them show it. */
const MOST_RESAMPLED = 1_000

/** The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987). The values must not all be equal; their order is that of case ids. */
export function bcaInterval(values: readonly number[], level: number): Interval {
  const centre = mean([...values])
  const acceleration = accelerationOf(values, centre)
  const { bias, meanAt } = values.length > MOST_RESAMPLED ? expandedMeans(values, centre, acceleration) : resampledMeans(values, centre)
  const end = (p: number): number => {
    const z = bias + normalQuantile(p)
    return meanAt(bias + z / (1 - acceleration * z))
  }
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) }
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

function resampledMeans(values: readonly number[], centre: number): Means {
  const n = values.length
  const weights = resampleWeights(n, RESAMPLES)
  const column = Float64Array.from(values)
  const means = new Float64Array(RESAMPLES)
  for (let resample = 0, at = 0; resample < RESAMPLES; resample++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += (weights[at++] as number) * (column[i] as number)
    means[resample] = sum / n
  }
  means.sort()
  // Sums of equal values differ by rounding.
  const near = 1e-12 * Math.max(1, Math.abs(centre))
  const below = means.filter((each) => each < centre - near).length + means.filter((each) => Math.abs(each - centre) <= near).length / 2
  const bias = normalQuantile(Math.min(Math.max(below, 1), RESAMPLES - 1) / RESAMPLES)
  const sorted = Array.from(means)
  return { bias, meanAt: (z) => quantile(sorted, normalCdf(z)) }
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
