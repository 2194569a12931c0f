/** Points evenly over the ranks; as many again as are left go to the upper tail. */
const EVEN = 160
const TAIL = 40

/** A value, and the share of values up to it. */
export interface EcdfPoint {
  value: number
  share: number
}

/**
 * Up to 200 points of the empirical distribution of `n` values whose order statistics are read by rank from 0: 160 evenly over the ranks, the least and
 * the greatest among them, and 40 in the upper tail, ever closer. Values ascend strictly.
 */
export function ecdf(n: number, valueAt: (rank: number) => number): EcdfPoint[] {
  const points: EcdfPoint[] = []
  for (const rank of ranksOf(n)) {
    const point = { value: valueAt(rank), share: (rank + 1) / n }
    if (points.at(-1)?.value === point.value) points.pop()
    points.push(point)
  }
  return points
}

function ranksOf(n: number): number[] {
  if (n <= EVEN + TAIL) return Array.from({ length: n }, (_, rank) => rank)
  const even = Array.from({ length: EVEN }, (_, i) => Math.round((i * (n - 1)) / (EVEN - 1)))
  const before = n - 1 - (even[EVEN - 2] as number)
  const tail = Array.from({ length: TAIL }, (_, i) => n - 1 - Math.round(before ** (1 - (i + 1) / (TAIL + 1))))
  return [...new Set([...even, ...tail])].sort((a, b) => a - b)
}
