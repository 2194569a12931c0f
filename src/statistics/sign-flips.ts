import type { Random } from '../random/seeded-random.ts'

/** Up to this many cases every way to flip is enumerated. */
const EXACT_CASES = 16

/** Signed sums of columns of values under shared sign vectors: `sums[column][flip]`. */
export interface FlipSums {
  sums: Float64Array[]
  /** All sign vectors were enumerated, the unflipped one among them. */
  exact: boolean
}

/**
 * Sums Σ ±value of each column under the same random signs per case (all columns have one value per case, in the order of case ids): the
 * differences of columns are flipped with them, so that one set of weights serves all pairs of models. All 2ⁿ sign vectors for up to 16
 * cases, else `flips` random ones. Signs are drawn eight cases at a time and looked up in tables of 256 partial sums.
 */
export function flipSums(columns: readonly ArrayLike<number>[], flips: number, random: Random): FlipSums {
  const cases = columns[0]?.length ?? 0
  if (cases <= EXACT_CASES) return { sums: columns.map(allSums), exact: true }
  const sums = columns.map(() => new Float64Array(flips))
  const signs = new Uint8Array(Math.ceil(flips / 4) * 4)
  const table = new Float64Array(256)
  for (let start = 0; start < cases; start += 8) {
    for (let i = 0; i < signs.length; i += 4) {
      const bits = random.int(-0x80000000, 0x7fffffff)
      signs[i] = bits
      signs[i + 1] = bits >> 8
      signs[i + 2] = bits >> 16
      signs[i + 3] = bits >> 24
    }
    columns.forEach((column, index) => {
      fillTable(table, column, start, cases)
      const sum = sums[index] as Float64Array
      for (let flip = 0; flip < flips; flip++) sum[flip] = (sum[flip] as number) + (table[signs[flip] as number] as number)
    })
  }
  return { sums, exact: false }
}

function fillTable(table: Float64Array, column: ArrayLike<number>, start: number, cases: number): void {
  let sum = 0
  for (let k = 0; k < 8; k++) sum -= start + k < cases ? (column[start + k] as number) : 0
  table[0] = sum
  for (let k = 0, bit = 1; k < 8; k++, bit *= 2) {
    const twice = start + k < cases ? 2 * (column[start + k] as number) : 0
    for (let byte = 0; byte < bit; byte++) table[bit + byte] = (table[byte] as number) + twice
  }
}

function allSums(column: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(2 ** column.length)
  for (let k = 0, filled = 1; k < column.length; k++, filled *= 2) {
    for (let i = 0; i < filled; i++) {
      const sum = sums[i] as number
      sums[filled + i] = sum + (column[k] as number)
      sums[i] = sum - (column[k] as number)
    }
  }
  return sums
}

/**
 * Two-sided p: the share of flipped statistics at least as far from 0 as the observed one; (1 + count)/(B + 1) where they were drawn at
 * random (Phipson and Smyth 2010).
 */
export function flipPValue(flipped: ArrayLike<number>, observed: number, exact: boolean): number {
  // Equal sums differ by rounding.
  const bound = Math.abs(observed) * (1 - 1e-9) - 1e-10
  let count = 0
  for (let i = 0; i < flipped.length; i++) if (Math.abs(flipped[i] as number) >= bound) count++
  return exact ? count / flipped.length : (1 + count) / (flipped.length + 1)
}
