import { blockDifferences } from './block-differences.ts'
import type { BenchmarkProfile, ComparedFigure } from '../schema/profile.ts'
import { pairedBlockTest, welchBlockTest } from '../statistics/block-test.ts'

/** A one-sided bound at 95 % is that of a two-sided interval at 90 %. */
const LEVEL = 0.9

/** Is one profile no slower than another, up to a margin? */
export interface NoSlower {
  /** `slower`: by more than the margin. */
  outcome: 'no-slower' | 'slower' | 'undecided'
  figure: ComparedFigure
  /** As in 0.1: ten per cent slower is accepted. */
  margin: number
  /** Of typical times, given / baseline. */
  ratio: number
  /** Each a one-sided bound at 95 %; `null`: too few blocks. */
  low: number | null
  high: number | null
  /** Blocks of the side that has fewer, and its requests. */
  blocks: number
  n: number
  method: string
}

const METHODS = {
  input: 'blocks in pairs, logarithms paired by input',
  block: 'blocks in pairs, mean logarithms',
  none: "Welch's t, mean logarithms of blocks",
} as const

/**
 * Non-inferiority by blocks: *no slower* where the upper bound of the ratio lies below 1 + margin, *slower* where the lower one lies above it, else undecided;
 * always undecided below six blocks a side. `null`: a side has no such figure.
 */
export function noSlower(
  given: readonly BenchmarkProfile[],
  baseline: readonly BenchmarkProfile[],
  { figure, margin }: { figure: ComparedFigure; margin: number },
): NoSlower | null {
  const found = blockDifferences(baseline, given, figure)
  const test = found.paired === 'none' ? welchBlockTest(found.a, found.b, LEVEL) : pairedBlockTest(found.differences, LEVEL)
  if (test === null) return null
  const blocks = found.paired === 'none' ? Math.min(found.a.length, found.b.length) : found.differences.length
  const ratio = Math.exp(test.estimate)
  const [low, high] = [test.low, test.high].map((bound) => (bound === null ? null : Math.exp(bound))) as [number | null, number | null]
  const limit = 1 + margin
  const outcome = high !== null && high < limit ? 'no-slower' : low !== null && low > limit ? 'slower' : 'undecided'
  return { outcome, figure, margin, ratio, low, high, blocks, n: found.n, method: METHODS[found.paired] }
}
