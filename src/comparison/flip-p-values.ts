import type { Random } from '../random/seeded-random.ts'
import { flipPValue, SignFlips } from '../statistics/sign-flips.ts'
import type { PairedDifference } from './paired-difference.ts'

/** Two sides whose p is worked out by sign flips. */
export interface FlippedPair {
  difference: Pick<PairedDifference, 'columns' | 'value' | 'n'>
  /** Its cases among all rows. */
  places: readonly number[]
}

/** Least number of random flips for m tests at α = 0.05. */
export const flipsFor = (tests: number): number => Math.max(10_000, Math.ceil((40 * tests) / 0.05))

/**
 * Two-sided p of every pair by sign flips over cases, all pairs under the same signs (`rows`: the number of cases in all), enough of them for so many
 * `tests`. Exact for up to 16 rows. Ratios exchange numerator and denominator between the sides within a case and are formed anew.
 */
export function flipPValues(pairs: readonly FlippedPair[], rows: number, tests: number, random: Random): number[] {
  const flips = new SignFlips(rows, flipsFor(tests), random)
  return pairs.map(({ difference: { columns, value, n }, places }) => {
    const flipped = (column: number): Float64Array => flips.sums(differences(columns, column), places)
    if (!columns.isRatio) return flipPValue(flipped(0), value * n)
    return flipPValue(flippedRatios(columns, flipped(0), flipped(1)), value)
  })
}

type Columns = PairedDifference['columns']

function differences({ a, b }: Columns, column: number): Float64Array {
  const [own, other] = [a[column] ?? [], b[column] ?? []]
  const found = new Float64Array(own.length)
  for (let index = 0; index < own.length; index++) found[index] = (own[index] as number) - (other[index] as number)
  return found
}

/** Differences of the two ratios, from the flipped differences of numerators and denominators. */
function flippedRatios({ a, b }: Columns, numerators: Float64Array, denominators: Float64Array): Float64Array {
  const both = (column: number): number => sum(a[column] ?? []) + sum(b[column] ?? [])
  const [numerator, denominator] = [both(0), both(1)]
  const ratio = (top: number, below: number): number => (below > 0 ? top / below : 0)
  return numerators.map((top, flip) => {
    const below = denominators[flip] as number
    return ratio(numerator + top, denominator + below) - ratio(numerator - top, denominator - below)
  })
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
