import { mean } from 'simple-statistics'
import { seededRandom } from '../random/seeded-random.ts'
import type { Interval } from './interval.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'

const RESAMPLES = 2_000

/** The bias-corrected and accelerated bootstrap interval of a mean (Efron 1987). The values must not all be equal. */
export function bcaInterval(values: readonly number[], seed: readonly (string | number)[], level: number): Interval {
  const centre = mean([...values])
  const means = resampledMeans(values, seed)
  const below = means.filter((each) => each < centre).length + means.filter((each) => each === centre).length / 2
  const bias = normalQuantile(Math.min(Math.max(below, 1), RESAMPLES - 1) / RESAMPLES)
  const acceleration = accelerationOf(values, centre)
  const end = (p: number): number => {
    const z = bias + normalQuantile(p)
    return quantile(means, normalCdf(bias + z / (1 - acceleration * z)))
  }
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) }
}

function resampledMeans(values: readonly number[], seed: readonly (string | number)[]): number[] {
  const random = seededRandom('bca', ...seed)
  const n = values.length
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0
    for (let i = 0; i < n; i++) sum += values[Math.floor(random.next() * n)] as number
    return sum / n
  })
  return means.sort((a, b) => a - b)
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
