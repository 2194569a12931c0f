import type { Random } from '../random/seeded-random.ts'

/** Fewer values cannot show a change at p < 0.05 with certainty of its place. */
export const LEAST_SERIES = 8
const LEAST_SIDE = 2
const PERMUTATIONS = 4_999
/** There are many more stretches than single changes: weighed like this a single change is found about as often as if it were searched alone. */
const STRETCH_WEIGHT = 0.7

/** Where successive values change: the first ones after, one for a change that lasts, two for a stretch that differs from what is around it. */
export interface ChangePoint {
  indexes: number[]
  pValue: number
}

/**
 * The likeliest change of level in successive values: the stretch (to an end, or between two places) whose ranks differ most from all others, by circular binary
 * segmentation (Olshen et al. 2004) with stretches in the middle weighed 0.7, at least two values on each side; p by random permutations, (1 + count)/(B + 1), so
 * that values need no distribution, only to be exchangeable where nothing changes. `null` below eight values. Takes time by the square of their number.
 */
export function changePoint(values: readonly number[], random: Random, permutations = PERMUTATIONS): ChangePoint | null {
  const n = values.length
  if (n < LEAST_SERIES) return null
  const ranks = centredRanks(values)
  const sums = new Float64Array(n + 1)
  const { statistic, from, to } = bestStretch(ranks, sums)
  let count = 0
  for (let round = 0; round < permutations; round++) {
    shuffle(ranks, random)
    if (bestStretch(ranks, sums).statistic >= statistic * (1 - 1e-9)) count++
  }
  return { indexes: [from, to].filter((index) => index > 0 && index < n), pValue: (1 + count) / (permutations + 1) }
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

interface Stretch {
  statistic: number
  from: number
  to: number
}

/** `sums` is room for one number more than there are ranks. A stretch that ends with the values is the same as the one before it, and not tried again. */
function bestStretch(ranks: Float64Array, sums: Float64Array): Stretch {
  const n = ranks.length
  for (let i = 0; i < n; i++) sums[i + 1] = (sums[i] as number) + (ranks[i] as number)
  const best = { statistic: -1, from: 0, to: LEAST_SIDE }
  for (let from = 0; from < n - LEAST_SIDE; from++) {
    const weight = from === 0 ? 1 : STRETCH_WEIGHT
    for (let to = from + LEAST_SIDE; to < n && n - (to - from) >= LEAST_SIDE; to++) {
      const sum = (sums[to] as number) - (sums[from] as number)
      const length = to - from
      const statistic = (weight * sum * sum) / (length * (n - length))
      if (statistic <= best.statistic * (1 + 1e-12)) continue
      best.statistic = statistic
      best.from = from
      best.to = to
    }
  }
  return best
}

function shuffle(values: Float64Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.int(0, i)
    const held = values[i] as number
    values[i] = values[j] as number
    values[j] = held
  }
}
