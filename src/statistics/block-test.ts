import { LEVEL } from './interval.ts'
import { studentInterval } from './mean-interval.ts'
import { studentCdf } from './student-distribution.ts'

/** With fewer blocks on a side nothing is tested. */
export const LEAST_BLOCKS = 6

/** A difference of means of blocks; all but the estimate is `null` below six blocks. */
export interface BlockTest {
  estimate: number
  low: number | null
  high: number | null
  pValue: number | null
}

interface Moments {
  n: number
  mean: number
  /** Of the mean. */
  variance: number
}

/**
 * Student's paired test over differences of blocks: requests within a block may be as alike as they like, pairs of blocks are taken as independent.
 * Where all differences are equal, the exact p of the signs (2 / 2ⁿ; 1 where they are 0). `null` for no differences.
 */
export function pairedBlockTest(differences: readonly number[], level = LEVEL): BlockTest | null {
  if (differences.length === 0) return null
  const { n, mean, variance } = momentsOf(differences)
  return tested(mean, variance, { df: n - 1, signs: 2 ** (1 - n), isEnough: n >= LEAST_BLOCKS, level })
}

/** Welch's test over means of blocks (b − a) that are in no pairs. `null` where a side has none. */
export function welchBlockTest(a: readonly number[], b: readonly number[], level = LEVEL): BlockTest | null {
  if (a.length === 0 || b.length === 0) return null
  const [first, second] = [momentsOf(a), momentsOf(b)]
  const variance = first.variance + second.variance
  const df = variance ** 2 / (first.variance ** 2 / (first.n - 1) + second.variance ** 2 / (second.n - 1))
  const least = Math.min(first.n, second.n)
  return tested(second.mean - first.mean, variance, { df, signs: 2 ** (1 - least), isEnough: least >= LEAST_BLOCKS, level })
}

function momentsOf(values: readonly number[]): Moments {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, variance: squares / (n - 1) / n }
}

function tested(estimate: number, variance: number, by: { df: number; signs: number; isEnough: boolean; level: number }): BlockTest {
  if (!by.isEnough) return { estimate, low: null, high: null, pValue: null }
  const error = Math.sqrt(variance)
  if (error <= 1e-12) return { estimate, low: estimate, high: estimate, pValue: Math.abs(estimate) <= 1e-9 ? 1 : by.signs }
  const { low, high } = studentInterval(estimate, error, by.df, by.level)
  return { estimate, low, high, pValue: Math.min(1, 2 * studentCdf(-Math.abs(estimate) / error, by.df)) }
}
