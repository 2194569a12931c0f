/** A gap is a stall only from here on. */
const LEAST_STALL_MS = 250
const TIMES_MEDIAN = 5

/** Gaps longer than the greater of 250 ms and five times their median: how many, and how long they are together. */
export function stallsOf(gapsMs: Float64Array): { stalls: number; stalledMs: number } {
  const long = gapsMs.filter((gap) => gap > LEAST_STALL_MS)
  if (long.length === 0) return { stalls: 0, stalledMs: 0 }
  const limit = TIMES_MEDIAN * medianOf(gapsMs)
  const stalls = long.filter((gap) => gap > limit)
  return { stalls: stalls.length, stalledMs: stalls.reduce((sum, gap) => sum + gap, 0) }
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
