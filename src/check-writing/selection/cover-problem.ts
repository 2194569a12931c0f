import { addRow, countNew } from './bit-rows.ts'
import type { BitRows } from './bit-rows.ts'

/**
 * Which checks to choose: those that fail the most bad answers while failing few good ones. Rows are in the order of the checks' names, so that
 * of two equally good choices the one that is first in that order wins.
 */
export interface CoverProblem {
  checks: number
  bad: BitRows
  good: BitRows
  /** What is failed before anything is chosen, by checks that are kept in any case. */
  failedBad: Uint32Array
  failedGood: Uint32Array
  /** Most good answers that may be failed. */
  mostGood: number
  /** Bad answers beyond this number do not count. */
  enoughBad: number
}

/** A choice of checks: bad answers failed (those that count), good answers failed, the checks in ascending order. */
export interface Choice {
  bad: number
  good: number
  chosen: number[]
}

/** Is a choice better: more bad answers failed, then fewer checks, then fewer good answers failed, then first by name? */
export function isBetter(a: Choice, b: Choice): boolean {
  if (a.bad !== b.bad) return a.bad > b.bad
  if (a.chosen.length !== b.chosen.length) return a.chosen.length < b.chosen.length
  if (a.good !== b.good) return a.good < b.good
  for (const [index, check] of a.chosen.entries()) {
    const other = b.chosen[index] as number
    if (check !== other) return check < other
  }
  return false
}

/** What is failed by a choice and by what is kept in any case. */
export interface Failed {
  bad: Uint32Array
  good: Uint32Array
  badCount: number
  goodCount: number
}

/** The state with one more check. */
export function withCheck({ bad, good }: CoverProblem, before: Failed, check: number): Failed {
  const after: Failed = {
    bad: before.bad.slice(),
    good: before.good.slice(),
    badCount: before.badCount + countNew(bad, check, before.bad),
    goodCount: before.goodCount + countNew(good, check, before.good),
  }
  addRow(bad, check, after.bad)
  addRow(good, check, after.good)
  return after
}
