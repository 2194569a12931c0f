import { mean } from 'simple-statistics'
import { seededRandom } from '../random/seeded-random.ts'
import type { Interval } from './interval.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'

const RESAMPLES = 2_000
/** With more values the resampled means follow their expansion more closely than 2,000 of them show it. */
const MOST_RESAMPLED = 1_000

/** The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987). The values must not all be equal. */
export function bcaInterval(values: readonly number[], seed: readonly (string | number)[], level: number): Interval {
  const centre = mean([...values])
  const acceleration = accelerationOf(values, centre)
  const { bias, meanAt } =
    values.length > MOST_RESAMPLED ? expandedMeans(values, centre, acceleration) : resampledMeans(values, seed, centre)
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

function resampledMeans(values: readonly number[], seed: readonly (string | number)[], centre: number): Means {
  const random = seededRandom('bca', ...seed)
  const n = values.length
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += values[Math.floor(random.next() * n)] as number
    return sum / n
  })
  means.sort((a, b) => a - b)
  const below = means.filter((each) => each < centre).length + means.filter((each) => each === centre).length / 2
  const bias = normalQuantile(Math.min(Math.max(below, 1), RESAMPLES - 1) / RESAMPLES)
  return { bias, meanAt: (z) => quantile(means, normalCdf(z)) }
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
