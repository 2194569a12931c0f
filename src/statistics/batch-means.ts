import { clusterError, total } from './cluster-error.ts'
import { LEVEL } from './interval.ts'
import type { Interval } from './interval.ts'
import { studentInterval } from './mean-interval.ts'

const MOST = 64

/** Values that were summed together. */
export interface Batch {
  n: number
  sum: number
}

/** Sums of successive values in 32 to 63 batches of one size, which doubles as values come: batches of any number of values in little memory. */
export class BatchMeans {
  #size = 1
  #batches: Batch[] = []
  #open: Batch = { n: 0, sum: 0 }

  add(value: number): void {
    this.#open.n++
    this.#open.sum += value
    if (this.#open.n < this.#size) return
    this.#batches.push(this.#open)
    this.#open = { n: 0, sum: 0 }
    if (this.#batches.length < MOST) return
    this.#batches = joined(this.#batches, 2)
    this.#size *= 2
  }

  /** Batches of at least so many values; the last one takes what is left over. Empty for fewer values than that. */
  batches(least: number): Batch[] {
    const all = joined([...this.#batches, ...(this.#open.n > 0 ? [this.#open] : [])], Math.ceil(least / this.#size))
    const last = all.at(-1)
    if (last === undefined || last.n >= least) return all
    return joined(all.slice(-2), 2).flatMap((end) => (end.n < least ? [] : [...all.slice(0, -2), end]))
  }
}

function joined(batches: readonly Batch[], by: number): Batch[] {
  const joint: Batch[] = []
  for (let start = 0; start < batches.length; start += by) {
    const part = batches.slice(start, start + by)
    joint.push({ n: total(part.map(({ n }) => n)), sum: total(part.map(({ sum }) => sum)) })
  }
  return joint
}

/**
 * Student's interval of the mean of all values by groups of them that are independent of each other (batches of a run, or whole runs), linearised
 * where they differ in size. `null` for fewer than two groups.
 */
export function meanOfGroups(groups: readonly Batch[], level = LEVEL): Interval | null {
  const sums = groups.map(({ sum }) => sum)
  const sizes = groups.map(({ n }) => n)
  const error = clusterError(sums, sizes)
  return error === null ? null : studentInterval(total(sums) / total(sizes), error, groups.length - 1, level)
}
