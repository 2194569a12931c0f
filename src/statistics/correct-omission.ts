/** More values than this are not made up. */
const MOST_ADDED = 10_000_000

/**
 * What a client that waits for each answer never measured: for every value longer than the interval at which requests were to come, those that would
 * have started meanwhile (value − interval, value − 2·interval, … ≥ interval), as HdrHistogram's recordValueWithExpectedInterval. Calls `add` for
 * each. `false`, with nothing added, where the interval is not positive or they would be more than ten million.
 */
export function addOmitted(
  values: Iterable<readonly [value: number, times: number]>,
  intervalMs: number,
  add: (value: number, times: number) => void,
): boolean {
  const long = [...values].filter(([value]) => value > intervalMs)
  const added = long.reduce((sum, [value, times]) => sum + (times * value) / intervalMs, 0)
  if (!(intervalMs > 0) || !(added <= MOST_ADDED)) return false
  for (const [value, times] of long) {
    for (let step = 1; value - step * intervalMs >= intervalMs * (1 - 1e-9); step++) add(value - step * intervalMs, times)
  }
  return true
}
