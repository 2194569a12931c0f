/**
 * The quantile of values that are sorted ascending, linear between them (type 7 of Hyndman and Fan 1996). +∞ stands for what is
 * censored and may come out. Throws a RangeError for an empty list.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new RangeError('a quantile of no values was asked for')
  const place = Math.min(Math.max(share, 0), 1) * (sorted.length - 1)
  const index = Math.floor(place)
  const low = sorted[index] as number
  const rest = place - index
  if (rest === 0) return low
  const high = sorted[index + 1] as number
  return low === high ? low : low + rest * (high - low)
}
