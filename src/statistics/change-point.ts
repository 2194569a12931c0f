import type { Random } from '../random/seeded-random.ts'

/** Fewer values cannot show a change at p < 0.05 with certainty of its place. */
export const LEAST_SERIES = 8
const LEAST_SIDE = 2
const PERMUTATIONS = 4_999

/** Where successive values change: `index` is the first one after. */
export interface ChangePoint {
  index: number
  pValue: number
}

/**
 * The likeliest single change of level in successive values: the greatest standardised CUSUM of their ranks, with at least two values on each side; p by
 * random permutations, (1 + count)/(B + 1), so that values need no distribution, only to be exchangeable where nothing changes. `null` below eight values.
 */
export function changePoint(values: readonly number[], random: Random, permutations = PERMUTATIONS): ChangePoint | null {
  const n = values.length
  if (n < LEAST_SERIES) return null
  const ranks = centredRanks(values)
  const observed = greatestCusum(ranks)
  let count = 0
  for (let round = 0; round < permutations; round++) {
    shuffle(ranks, random)
    if (greatestCusum(ranks).statistic >= observed.statistic * (1 - 1e-9)) count++
  }
  return { index: observed.index, pValue: (1 + count) / (permutations + 1) }
}

/** Ranks with ties in the middle, less their mean. */
function centredRanks(values: readonly number[]): Float64Array {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length;) {
    let end = start
    while (end < order.length && order[end]?.value === order[start]?.value) end++
    for (let i = start; i < end; i++) ranks[order[i]?.index ?? 0] = (start + end - 1) / 2 - (values.length - 1) / 2
    start = end
  }
  return ranks
}

function greatestCusum(ranks: Float64Array): { statistic: number; index: number } {
  const n = ranks.length
  let [sum, statistic, index] = [0, -1, LEAST_SIDE]
  for (let k = 1; k <= n - LEAST_SIDE; k++) {
    sum += ranks[k - 1] as number
    const standardised = (sum * sum) / (k * (n - k))
    if (k < LEAST_SIDE || standardised <= statistic * (1 + 1e-12)) continue
    statistic = standardised
    index = k
  }
  return { statistic, index }
}

function shuffle(values: Float64Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.int(0, i)
    const held = values[i] as number
    values[i] = values[j] as number
    values[j] = held
  }
}
