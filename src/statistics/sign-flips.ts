import type { Random } from '../random/seeded-random.ts'

/** Up to this many cases every way to flip is enumerated. */
const EXACT_CASES = 16

/** Signed sums of columns of values under shared sign vectors: `sums[column][flip]`. */
export interface FlipSums {
  sums: Float64Array[]
  /** All sign vectors were enumerated, the unflipped one among them. */
  exact: boolean
}

/** Cases whose signs are drawn at once, one bit each. */
const DRAWN = 32

/**
 * Sums Σ ±value of each column under the same random signs per case (all columns have one value per case, in the order of case ids): the
 * differences of columns are flipped with them, so that one set of weights serves all pairs of models. All 2ⁿ sign vectors for up to 16
 * cases, else `flips` random ones. Signs are drawn 32 cases at a time and looked up in four tables of 256 partial sums.
 */
export function flipSums(columns: readonly ArrayLike<number>[], flips: number, random: Random): FlipSums {
  const cases = columns[0]?.length ?? 0
  if (cases <= EXACT_CASES) return { sums: columns.map(allSums), exact: true }
  const sums = columns.map(() => new Float64Array(flips))
  const signs = new Int32Array(flips)
  const tables = new Float64Array(4 * 256)
  for (let start = 0; start < cases; start += DRAWN) {
    for (let flip = 0; flip < flips; flip++) signs[flip] = random.bits()
    columns.forEach((column, index) => {
      if (isEmpty(column, start)) return
      for (let k = 0; k < 4; k++) fillTable(tables, 256 * k, column, start + 8 * k, cases)
      addSigned(sums[index] as Float64Array, signs, tables)
    })
  }
  return { sums, exact: false }
}

/** Are the values that are flipped together all 0? */
function isEmpty(column: ArrayLike<number>, start: number): boolean {
  const end = Math.min(start + DRAWN, column.length)
  for (let i = start; i < end; i++) if (column[i] !== 0) return false
  return true
}

function addSigned(sums: Float64Array, signs: Int32Array, tables: Float64Array): void {
  for (let flip = 0; flip < sums.length; flip++) {
    const bits = signs[flip] as number
    const low = (tables[bits & 255] as number) + (tables[256 | ((bits >>> 8) & 255)] as number)
    const high = (tables[512 | ((bits >>> 16) & 255)] as number) + (tables[768 | (bits >>> 24)] as number)
    sums[flip] = (sums[flip] as number) + (low + high)
  }
}

/** The sums of eight values under all 256 signs, from the place `at` on; cases beyond the last add nothing. */
function fillTable(tables: Float64Array, at: number, column: ArrayLike<number>, start: number, cases: number): void {
  let sum = 0
  for (let k = 0; k < 8; k++) sum -= start + k < cases ? (column[start + k] as number) : 0
  tables[at] = sum
  for (let k = 0, bit = 1; k < 8; k++, bit *= 2) {
    const twice = start + k < cases ? 2 * (column[start + k] as number) : 0
    for (let byte = 0; byte < bit; byte++) tables[at + bit + byte] = (tables[at + byte] as number) + twice
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
