import { seededRandom } from '../random/seeded-random.ts'
import { mcnemarExact } from '../statistics/mcnemar-exact.ts'
import type { ComparedPair } from './compare-models.ts'
import { flipPValues } from './flip-p-values.ts'
import type { PairedDifference } from './paired-difference.ts'

/**
 * Two-sided p of each pair of sides: exact McNemar for right and wrong, else sign flips over cases, all pairs (models and metrics) under the same signs
 * of a case, which its key names; enough of them for a family of so many `tests`. `null` where there is too little to test.
 */
export function pairedPValues(pairs: readonly ComparedPair[], tests: number, task: string, seed: number): (number | null)[] {
  const flipped = pairs.flatMap((pair) =>
    pair.difference && isDecidable(pair) && !pair.difference.discordant ? [{ pair, difference: pair.difference }] : [],
  )
  const byFlips = new Map(flippedPValues(flipped, tests, task, seed).map((p, index) => [flipped[index]?.pair, p]))
  return pairs.map((pair) => {
    if (!isDecidable(pair)) return null
    const discordant = pair.difference?.discordant
    return discordant ? mcnemarExact(discordant.onlyA, discordant.onlyB) : (byFlips.get(pair) ?? null)
  })
}

const isDecidable = ({ paired, difference }: ComparedPair): boolean => difference !== null && !paired.tooManyMissing

function flippedPValues(
  flipped: readonly { pair: ComparedPair; difference: PairedDifference }[],
  tests: number,
  task: string,
  seed: number,
): number[] {
  if (flipped.length === 0) return []
  const keys = [...new Set(flipped.flatMap(({ pair }) => pair.paired.pairs.map(({ a }) => a.case)))].sort()
  const places = new Map(keys.map((key, index) => [key, index]))
  const placed = flipped.map(({ pair, difference }) => ({
    difference,
    places: pair.paired.pairs.map(({ a }) => places.get(a.case) as number),
  }))
  return flipPValues(placed, keys.length, tests, seededRandom(seed, task, 'sign flips of runs'))
}
