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
  const columns: Float64Array[] = []
  const firstOf = new Map<string, number>()
  const add = (key: string, values: readonly (readonly number[])[], places: readonly number[]): void => {
    if (firstOf.has(key)) return
    firstOf.set(key, columns.length)
    columns.push(...values.map((column) => spread(column, places, rows)))
  }
  // The flipped difference of two models without gaps is that of their flipped sums: columns per model, not per pair.
  const keysOf = ({ a, b, places }: FlippedPair): [string, string] => {
    const own = places.length === rows ? '' : JSON.stringify([a, b])
    return [`${own} ${a}`, `${own} ${b}`]
  }
  for (const pair of pairs) {
    const [keyA, keyB] = keysOf(pair)
    add(keyA, pair.difference.columns.a, pair.places)
    add(keyB, pair.difference.columns.b, pair.places)
  }
  const { sums, exact } = flipSums(columns, flipsFor(pairs.length), random)
  return pairs.map((pair) => {
    const [a, b] = keysOf(pair).map((key) => firstOf.get(key) as number) as [number, number]
    const minus = (column: number): Float64Array => {
      const right = sums[b + column] as Float64Array
      return (sums[a + column] as Float64Array).map((sum, flip) => sum - (right[flip] as number))
    }
    const { columns: own, value, n } = pair.difference
    if (!own.isRatio) return flipPValue(minus(0), value * n, exact)
    return flipPValue(flippedRatios(own, minus(0), minus(1)), value, exact)
  })
}

/** Puts a side's values where its cases are; cases that it lacks add nothing. */
function spread(values: readonly number[], places: readonly number[], rows: number): Float64Array {
  const column = new Float64Array(rows)
  places.forEach((place, index) => (column[place] = values[index] as number))
  return column
}

/** Differences of the two ratios, from the flipped differences of numerators and denominators. */
function flippedRatios({ a, b }: PairedDifference['columns'], numerators: Float64Array, denominators: Float64Array): Float64Array {
  const both = (column: number): number => [...(a[column] ?? []), ...(b[column] ?? [])].reduce((sum, value) => sum + value, 0)
  const [numerator, denominator] = [both(0), both(1)]
  const ratio = (top: number, below: number): number => (below > 0 ? top / below : 0)
  return numerators.map((top, flip) => {
    const below = denominators[flip] as number
    return ratio(numerator + top, denominator + below) - ratio(numerator - top, denominator - below)
  })
}
