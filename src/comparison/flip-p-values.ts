import type { Random } from '../random/seeded-random.ts'
import { flipPValue, flipSums } from '../statistics/sign-flips.ts'
import type { PairedDifference } from './paired-difference.ts'

/** A pair of models whose p is worked out by sign flips. */
export interface FlippedPair {
  a: string
  b: string
  difference: PairedDifference
  /** Indexes of its cases among all rows. */
  places: readonly number[]
}

/** Least number of random flips for m tests at α = 0.05. */
export const flipsFor = (tests: number): number => Math.max(10_000, Math.ceil((40 * tests) / 0.05))

/**
 * Two-sided p of every pair by sign flips over cases, all pairs under the same signs (`rows`: the number of cases in all). Exact for up to
 * 16 rows. Ratios exchange numerator and denominator between the models within a case and are formed anew.
 */
export function flipPValues(pairs: readonly FlippedPair[], rows: number, random: Random): number[] {
  const columns = new Columns(pairs, rows)
  const { sums, exact } = flipSums(columns.list, flipsFor(pairs.length), random)
  return pairs.map((pair) => {
    const flipped = (column: number): Float64Array => columns.flippedDifference(pair, column, sums)
    const { columns: own, value, n } = pair.difference
    if (!own.isRatio) return flipPValue(flipped(0), value * n, exact)
    return flipPValue(flippedRatios(own, flipped(0), flipped(1)), value, exact)
  })
}

/**
 * What is flipped: of the cases that all pairs have one column per model, since the flipped difference of two models is that of their flipped
 * sums; of the other cases one column of differences per pair. Cases with gaps stand last, so that those columns are mostly empty blocks.
 */
class Columns {
  readonly list: Float64Array[] = []
  readonly #rows: number
  readonly #order: Int32Array
  readonly #complete: number
  readonly #firstOf = new Map<string | FlippedPair, number>()

  constructor(pairs: readonly FlippedPair[], rows: number) {
    this.#rows = rows
    const counts = new Int32Array(rows)
    for (const { places } of pairs) for (const place of places) counts[place] = (counts[place] as number) + 1
    const isComplete = (row: number): boolean => counts[row] === pairs.length
    const all = Array.from({ length: rows }, (_, row) => row)
    const complete = all.filter(isComplete)
    this.#complete = complete.length
    this.#order = new Int32Array(rows)
    complete.concat(all.filter((row) => !isComplete(row))).forEach((row, place) => (this.#order[row] = place))
    for (const pair of pairs) {
      const { a, b } = pair.difference.columns
      this.#addModel(pair.a, a, pair.places)
      this.#addModel(pair.b, b, pair.places)
      if (pair.places.length > this.#complete) this.#addGaps(pair)
    }
  }

  /** Sums of a − b in one of the pair's columns, flip by flip. */
  flippedDifference(pair: FlippedPair, column: number, sums: readonly Float64Array[]): Float64Array {
    const sumsOf = (key: string | FlippedPair): Float64Array | undefined => {
      const first = this.#firstOf.get(key)
      return first === undefined ? undefined : sums[first + column]
    }
    const [a, b, gaps] = [sumsOf(pair.a) as Float64Array, sumsOf(pair.b) as Float64Array, sumsOf(pair)]
    return a.map((sum, flip) => sum - (b[flip] as number) + (gaps === undefined ? 0 : (gaps[flip] as number)))
  }

  #addModel(model: string, values: readonly (readonly number[])[], places: readonly number[]): void {
    if (this.#firstOf.has(model)) return
    this.#firstOf.set(model, this.list.length)
    for (const column of values)
      this.list.push(
        this.#spread(
          places,
          (place) => place < this.#complete,
          (index) => column[index] as number,
        ),
      )
  }

  #addGaps(pair: FlippedPair): void {
    const { a, b } = pair.difference.columns
    this.#firstOf.set(pair, this.list.length)
    a.forEach((column, which) => {
      const other = b[which] as readonly number[]
      const difference = (index: number): number => (column[index] as number) - (other[index] as number)
      this.list.push(this.#spread(pair.places, (place) => place >= this.#complete, difference))
    })
  }

  /** Puts values where their cases are; cases that are not wanted add nothing. */
  #spread(places: readonly number[], isWanted: (place: number) => boolean, value: (index: number) => number): Float64Array {
    const column = new Float64Array(this.#rows)
    places.forEach((row, index) => {
      const place = this.#order[row] as number
      if (isWanted(place)) column[place] = value(index)
    })
    return column
  }
}

/** Differences of the two ratios, from the flipped differences of numerators and denominators. */
export function flippedRatios({ a, b }: PairedDifference['columns'], numerators: Float64Array, denominators: Float64Array): Float64Array {
  const both = (column: number): number => [...(a[column] ?? []), ...(b[column] ?? [])].reduce((sum, value) => sum + value, 0)
  const [numerator, denominator] = [both(0), both(1)]
  const ratio = (top: number, below: number): number => (below > 0 ? top / below : 0)
  return numerators.map((top, flip) => {
    const below = denominators[flip] as number
    return ratio(numerator + top, denominator + below) - ratio(numerator - top, denominator - below)
  })
}
