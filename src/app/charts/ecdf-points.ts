/** A place on the line that says which share of values is at most so large. */
export interface EcdfPoint {
  value: number
  share: number
}

/** More places than this are not seen on any screen. */
const MOST = 240

/**
 * The empirical distribution of ascending values as a line: (least, 0), then for each value the share of values up to it, for more than 240 of
 * them at equal steps of the share, the last one always. Empty for no values.
 */
export function ecdfPoints(sorted: ArrayLike<number>): EcdfPoint[] {
  const n = sorted.length
  if (n === 0) return []
  const points: EcdfPoint[] = [{ value: sorted[0] as number, share: 0 }]
  const steps = Math.min(n, MOST)
  for (let step = 1; step <= steps; step++) {
    const rank = Math.ceil((step * n) / steps)
    points.push({ value: sorted[rank - 1] as number, share: rank / n })
  }
  return points
}
