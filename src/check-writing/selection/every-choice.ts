import { bitCount, countAll } from './bit-rows.ts'
import type { BitRows } from './bit-rows.ts'
import type { Choice, CoverProblem } from './cover-problem.ts'

/** Most checks of which every choice is looked at. */
export const MOST_EXHAUSTED = 25

/**
 * The best of all choices, in m·2^m steps whatever the answers are: for each subset of checks the answers that only checks of it fail are
 * summed over its subsets (Yates), and a choice fails all answers but those that only the others fail.
 */
export function everyChoice(problem: CoverProblem): Choice {
  const { checks, enoughBad, mostGood } = problem
  const size = 2 ** checks
  const [bad, good] = [missedBy(problem.bad, problem.failedBad, checks), missedBy(problem.good, problem.failedGood, checks)]
  const [allBad, allGood] = [bad.total, good.total]
  const [keptBad, keptGood] = [countAll(problem.failedBad), countAll(problem.failedGood)]
  let best = { bad: Math.min(enoughBad, keptBad), good: keptGood, count: 0, set: 0 }
  for (let set = 1; set < size; set++) {
    const rest = size - 1 - set
    const failedGood = keptGood + allGood - (good.table[rest] as number)
    if (failedGood > mostGood) continue
    const failedBad = Math.min(enoughBad, keptBad + allBad - (bad.table[rest] as number))
    if (failedBad < best.bad) continue
    const count = bitCount(set)
    const better =
      failedBad > best.bad ||
      count < best.count ||
      (count === best.count && (failedGood < best.good || (failedGood === best.good && isFirst(set, best.set))))
    if (better) best = { bad: failedBad, good: failedGood, count, set }
  }
  const chosen = Array.from({ length: checks }, (_, check) => check).filter((check) => (best.set >>> check) & 1)
  return { bad: best.bad, good: best.good, chosen }
}

/** Of two sets of one size: does the first hold the earliest check in which they differ? */
const isFirst = (set: number, other: number): boolean => {
  const differing = set ^ other
  return (set & differing & -differing) !== 0
}

/** For each set of checks, how many answers are failed by nothing beyond the set; answers that are failed already are left out. */
function missedBy({ bits, words }: BitRows, failed: Uint32Array, checks: number): { table: Uint32Array; total: number } {
  const table = new Uint32Array(2 ** checks)
  let total = 0
  for (let column = 0; column < words * 32; column++) {
    const word = column >>> 5
    const bit = 1 << (column & 31)
    if (((failed[word] as number) & bit) !== 0) continue
    let failing = 0
    for (let check = 0; check < checks; check++) if (((bits[check * words + word] as number) & bit) !== 0) failing |= 1 << check
    table[failing] = (table[failing] as number) + 1
    total++
  }
  for (let bit = 1; bit < table.length; bit *= 2) {
    for (let set = 0; set < table.length; set++) if ((set & bit) !== 0) table[set] = (table[set] as number) + (table[set ^ bit] as number)
  }
  return { table, total }
}
