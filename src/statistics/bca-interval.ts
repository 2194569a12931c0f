import type { Interval } from './interval.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'
import { MOST_KEPT, resampledMeans } from './resampled-means.ts'

const RESAMPLES = 2_000

/**
 * The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987) over 2,000 resamples of the cases, in the order of their ids. `null` is a
 * case without a value: it is drawn as the others are, and counts for nothing, so that one set of weights serves all models and metrics of a task. The
 * values must not all be equal. Over 20,000 cases the resampled means follow Cornish and Fisher's expansion more closely than 2,000 of them
 * show it: their distribution is taken from it.
 */
export function bcaInterval(cases: readonly (number | null)[], level: number): Interval & { method: string } {
  const values = cases.filter((value) => value !== null)
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length
  const acceleration = accelerationOf(values, centre)
  const isExpanded = cases.length > MOST_KEPT
  const { bias, meanAt } = isExpanded ? expandedMeans(values, centre, acceleration) : meansOf(cases, centre)
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

function meansOf(cases: readonly (number | null)[], centre: number): Means {
  const means = resampledMeans(cases, RESAMPLES, centre).sort()
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
