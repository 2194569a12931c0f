import type { BenchmarkComparison } from '../schema/benchmark-report.ts'

/** The least change of a typical value that counts. */
export const EFFECT_FLOOR = 0.05

/**
 * What a ratio b / a of times says: *slower* (worse) or *faster* where it is significant and the estimate reaches the floor, *same* where the whole interval
 * lies within it or the change is significant and below it, else *undecided*. A floor of 0.05 is reached at × 1.05 and at ÷ 1.05.
 */
export function speedVerdict(
  { ratio, low, high, adjustedPValue }: Pick<BenchmarkComparison, 'ratio' | 'low' | 'high' | 'adjustedPValue'>,
  floor = EFFECT_FLOOR,
): BenchmarkComparison['verdict'] {
  const [slowest, fastest] = [1 + floor, 1 / (1 + floor)]
  const isSignificant = adjustedPValue !== null && adjustedPValue < 0.05
  if (isSignificant && ratio >= slowest) return 'slower'
  if (isSignificant && ratio <= fastest) return 'faster'
  const isWithin = low !== null && high !== null && low > fastest && high < slowest
  return isSignificant || isWithin ? 'same' : 'undecided'
}
