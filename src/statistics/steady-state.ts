import { quantile } from './quantile.ts'

const BATCH = 5
const LEAST_BATCHES = 20

/**
 * From which of successive values on they are steady: MSER-5 (White 1997) cuts the head off whose loss makes the standard error of the rest least,
 * searched in the first half. Batches of five go by their median, so that a single stall is not taken for a warm-up. `null` for fewer than 100
 * values, and where the best cut is the last one allowed: then they never were steady.
 */
export function steadyFrom(values: ArrayLike<number>): number | null {
  const batches = Math.floor(values.length / BATCH)
  if (batches < LEAST_BATCHES) return null
  const medians = Array.from({ length: batches }, (_, batch) => {
    const part = Float64Array.from({ length: BATCH }, (_unused, i) => values[batch * BATCH + i] as number)
    return quantile(part.sort(), 0.5)
  })
  const last = Math.floor(batches / 2)
  let best = { cut: 0, criterion: Number.POSITIVE_INFINITY }
  let [n, mean, squares] = [0, 0, 0]
  for (let cut = batches - 1; cut >= 0; cut--) {
    const value = medians[cut] as number
    n++
    const distance = value - mean
    mean += distance / n
    squares += distance * (value - mean)
    const criterion = squares / (n * n)
    if (cut <= last && criterion <= best.criterion) best = { cut, criterion }
  }
  return best.cut === last ? null : best.cut * BATCH
}
