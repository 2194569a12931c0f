import { BatchMeans } from '../statistics/batch-means.ts'
import type { Batch } from '../statistics/batch-means.ts'
import { LogLinearHistogram } from '../statistics/log-linear-histogram.ts'
import { quantile } from '../statistics/quantile.ts'

/** So many values are kept as they are: sorting them takes a tenth of a second and 8 MB. */
export const MOST_EXACT = 1_000_000

interface Repetition extends Batch {
  batches: BatchMeans
}

/**
 * The values of one figure as they are measured: exact up to a million, beyond in a histogram (own, log-linear: Node's takes whole numbers only). Mean,
 * spread, least and greatest stay exact.
 */
export class FigurePool {
  #values = new Float64Array(8)
  #isSorted = false
  #histogram: LogLinearHistogram | null = null
  #mean = 0
  #squares = 0
  readonly #repetitions: Repetition[] = []
  readonly #mostExact: number
  n = 0
  /** Requests without this figure. */
  missing = 0
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY

  constructor(mostExact = MOST_EXACT) {
    this.#mostExact = mostExact
  }

  /** What follows belongs to another block. */
  nextRepetition(): void {
    this.#repetitions.push({ n: 0, sum: 0, batches: new BatchMeans() })
  }

  /** The next value of the block, in the order of time; `null` and what is not finite counts as missing. */
  add(value: number | null): void {
    if (value === null || !Number.isFinite(value)) {
      this.missing++
      return
    }
    this.#keep(value)
    this.n++
    const distance = value - this.#mean
    this.#mean += distance / this.n
    this.#squares += distance * (value - this.#mean)
    this.min = Math.min(this.min, value)
    this.max = Math.max(this.max, value)
    if (this.#repetitions.length === 0) this.nextRepetition()
    const repetition = this.#repetitions.at(-1) as Repetition
    repetition.n++
    repetition.sum += value
    repetition.batches.add(value)
  }

  get method(): 'exact' | 'histogram' {
    return this.#histogram === null ? 'exact' : 'histogram'
  }

  get mean(): number {
    return this.#mean
  }

  /** Of the sample; `null` for fewer than two values. */
  get standardDeviation(): number | null {
    return this.n < 2 ? null : Math.sqrt(this.#squares / (this.n - 1))
  }

  /** Blocks that have values. */
  get repetitions(): { n: number; sum: number; batches: BatchMeans }[] {
    return this.#repetitions.filter(({ n }) => n > 0)
  }

  /** The value of this rank, from 0. */
  valueAt(rank: number): number {
    if (rank === 0) return this.min
    if (rank === this.n - 1) return this.max
    return this.#histogram === null ? (this.#sorted()[rank] as number) : this.#within(this.#histogram.valueAt(rank))
  }

  /** Type 7. Throws a RangeError where there is no value. */
  quantile(share: number): number {
    return this.#histogram === null ? quantile(this.#sorted(), share) : this.#within(this.#histogram.quantile(share))
  }

  /** All values with how often they occur; of a histogram, the middles of its buckets. */
  *entries(): Generator<[value: number, times: number]> {
    if (this.#histogram !== null) yield* this.#histogram.entries()
    else for (let i = 0; i < this.n; i++) yield [this.#values[i] as number, 1]
  }

  #within(value: number): number {
    return Math.min(this.max, Math.max(this.min, value))
  }

  #keep(value: number): void {
    if (this.#histogram !== null) return this.#histogram.add(value)
    if (this.n >= this.#mostExact) {
      const histogram = new LogLinearHistogram()
      for (let i = 0; i < this.n; i++) histogram.add(this.#values[i] as number)
      this.#values = new Float64Array(0)
      this.#histogram = histogram
      return histogram.add(value)
    }
    if (this.n === this.#values.length) {
      const grown = new Float64Array(this.n * 2)
      grown.set(this.#values)
      this.#values = grown
    }
    this.#values[this.n] = value
    this.#isSorted = false
  }

  #sorted(): Float64Array {
    const values = this.#values.subarray(0, this.n)
    if (!this.#isSorted) values.sort()
    this.#isSorted = true
    return values
  }
}
