import { addRow, countAll, countNew } from './bit-rows.ts'
import { isBetter, withCheck } from './cover-problem.ts'
import type { Choice, CoverProblem, Failed } from './cover-problem.ts'
import { greedyChoice } from './greedy-choice.ts'

export interface SearchResult {
  choice: Choice
  /** Proven: no choice is better. */
  optimal: boolean
  nodes: number
}

interface Candidate {
  check: number
  gain: number
  newGood: number
}

/**
 * The best choice by depth-first branch and bound from a greedy one. It stops after `mostNodes` nodes, never by the clock: the same input gives
 * the same choice on any machine.
 */
export function branchAndBound(problem: CoverProblem, mostNodes: number): SearchResult {
  const start: Failed = {
    bad: problem.failedBad,
    good: problem.failedGood,
    badCount: countAll(problem.failedBad),
    goodCount: countAll(problem.failedGood),
  }
  const all = Array.from({ length: problem.checks }, (_, check) => check)
  const search = { problem, best: greedyChoice(problem, start), nodes: 0, mostNodes, stopped: false }
  visit(search, start, [], all)
  return { choice: search.best, optimal: !search.stopped, nodes: search.nodes }
}

interface Search {
  problem: CoverProblem
  best: Choice
  nodes: number
  mostNodes: number
  stopped: boolean
}

function visit(search: Search, failed: Failed, chosen: readonly number[], open: readonly number[]): void {
  const { problem } = search
  if (search.nodes++ >= search.mostNodes) search.stopped = true
  if (search.stopped) return
  const here: Choice = {
    bad: Math.min(problem.enoughBad, failed.badCount),
    good: failed.goodCount,
    chosen: [...chosen].sort((a, b) => a - b),
  }
  if (isBetter(here, search.best)) search.best = here
  if (failed.badCount >= problem.enoughBad) return
  const candidates = candidatesOf(problem, failed, open)
  const reach = reachOf(problem, failed, candidates)
  for (const [index, { check }] of candidates.entries()) {
    if (search.stopped || cannotBeBetter(search.best, problem, failed, chosen.length, candidates, index, reach[index] as number)) return
    const rest = candidates.slice(index + 1).map((candidate) => candidate.check)
    visit(search, withCheck(problem, failed, check), [...chosen, check], rest)
  }
}

/**
 * Checks that fail further bad answers and do not fail too many good ones, the most useful first. One that fails no further bad answer is in no
 * best choice with those already chosen: without it the choice is smaller.
 */
function candidatesOf({ bad, good, mostGood }: CoverProblem, failed: Failed, open: readonly number[]): Candidate[] {
  const candidates: Candidate[] = []
  for (const check of open) {
    const gain = countNew(bad, check, failed.bad)
    if (gain === 0) continue
    const newGood = countNew(good, check, failed.good)
    if (failed.goodCount + newGood <= mostGood) candidates.push({ check, gain, newGood })
  }
  return candidates.sort((a, b) => b.gain - a.gain || a.newGood - b.newGood || a.check - b.check)
}

/** Bad answers that can be failed at most with the candidates from each on. */
function reachOf({ bad, enoughBad }: CoverProblem, failed: Failed, candidates: readonly Candidate[]): number[] {
  const union = failed.bad.slice()
  const reach: number[] = []
  let count = failed.badCount
  for (let index = candidates.length - 1; index >= 0; index--) {
    const { check } = candidates[index] as Candidate
    count += countNew(bad, check, union)
    addRow(bad, check, union)
    reach[index] = Math.min(enoughBad, count)
  }
  return reach
}

/** Holds for all later candidates too, for they reach less and gain less. */
function cannotBeBetter(
  best: Choice,
  problem: CoverProblem,
  failed: Failed,
  size: number,
  candidates: readonly Candidate[],
  from: number,
  reach: number,
): boolean {
  if (reach !== best.bad) return reach < best.bad
  let missing = best.bad - Math.min(problem.enoughBad, failed.badCount)
  if (missing <= 0) return true
  let least = size
  for (let index = from; missing > 0 && index < candidates.length; index++) {
    missing -= (candidates[index] as Candidate).gain
    least++
  }
  if (least !== best.chosen.length) return least > best.chosen.length
  return failed.goodCount > best.good
}
