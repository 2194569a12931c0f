import type { Random } from '../random/seeded-random.ts'

/** Up to this many cases every way to flip is enumerated. */
const EXACT_CASES = 16

/**
 * Sign vectors over cases that form a group: all 2ⁿ of up to 16 cases, else a random group of more than `flips` of them, the unflipped one among them.
 * A test over a group of flips is as exact as one over all (Hemerik and Goeman 2018). Each case has a code of k random bits, and flip f changes its sign
 * where f and its code have an odd number of bits in common: any two flips but the unflipped one are independent, so that p varies as little as with flips
 * drawn one by one; and the sums of all 2ᵏ flips are one Walsh–Hadamard transform of the values, summed by code.
 */
export class SignFlips {
  readonly #codes: Uint32Array
  /** The number of sign vectors; the first is the unflipped one. */
  readonly size: number

  constructor(cases: number, flips: number, random: Random) {
    const isExact = cases <= EXACT_CASES
    const bits = isExact ? cases : 32 - Math.clz32(flips)
    this.size = 2 ** bits
    this.#codes = Uint32Array.from({ length: cases }, (_, index) => (isExact ? 2 ** index : random.bits() >>> (32 - bits)))
  }

  /** Σ ±value under each of the sign vectors; `places`: the cases that the values are of, by default all from the first on. */
  sums(values: ArrayLike<number>, places?: ArrayLike<number>): Float64Array {
    const sums = new Float64Array(this.size)
    for (let index = 0; index < values.length; index++) {
      const code = this.#codes[places === undefined ? index : (places[index] as number)] as number
      sums[code] = (sums[code] as number) + (values[index] as number)
    }
    transform(sums)
    return sums
  }
}

/**
 * The Walsh–Hadamard transform of 2ᵏ values, in place: at f, the sum of all values with the sign of the parity of the bits that f and their index share.
 * Two steps are made at once, for each value that is read from memory.
 */
function transform(values: Float64Array): void {
  let step = 1
  for (; step * 4 <= values.length; step *= 4) quarters(values, step)
  if (step < values.length) halves(values, step)
}

function halves(values: Float64Array, step: number): void {
  for (let index = 0; index < step; index++) {
    const a = values[index] as number
    const b = values[index + step] as number
    values[index] = a + b
    values[index + step] = a - b
  }
}

function quarters(values: Float64Array, step: number): void {
  for (let start = 0; start < values.length; start += 4 * step) {
    for (let index = start; index < start + step; index++) {
      const a = values[index] as number
      const b = values[index + step] as number
      const c = values[index + 2 * step] as number
      const d = values[index + 3 * step] as number
      values[index] = a + b + (c + d)
      values[index + step] = a - b + (c - d)
      values[index + 2 * step] = a + b - (c + d)
      values[index + 3 * step] = a - b - (c - d)
    }
  }
}

/** Two-sided p over all flips of a group: the share of flipped statistics at least as far from 0 as the observed one, which is among them. */
export function flipPValue(flipped: ArrayLike<number>, observed: number): number {
  // Equal sums differ by rounding.
  const bound = Math.abs(observed) * (1 - 1e-9) - 1e-10
  let count = 0
  for (let i = 0; i < flipped.length; i++) if (Math.abs(flipped[i] as number) >= bound) count++
  return Math.max(1, count) / flipped.length
}
