import type { Random } from '../random/seeded-random.ts'
import { total } from './cluster-error.ts'
import { flipPValue, flipSums } from './sign-flips.ts'

/** Two-sided p of "the differences are symmetric about 0": sign flips over cases, exact for up to 16, else `flips` random ones. 1 for no differences. */
export function signFlipTest(differences: readonly number[], flips: number, random: Random): number {
  if (differences.length === 0) return 1
  const { sums, exact } = flipSums([differences], flips, random)
  return flipPValue(sums[0] as Float64Array, total(differences), exact)
}
