import type { DropReason } from '../../schema/checks-file.ts'
import { bitRows, countAll, countNew, isWithin, unionOf } from './bit-rows.ts'
import type { BitRows } from './bit-rows.ts'
import { branchAndBound } from './branch-and-bound.ts'
import { checkFigures } from './check-figures.ts'
import type { CoverProblem } from './cover-problem.ts'
import { everyChoice, MOST_EXHAUSTED } from './every-choice.ts'
import { equalChecks, uselessBecause } from './screen-checks.ts'
import type { Dropped } from './screen-checks.ts'
import { BAD, FAILED, GOLD, GOOD } from './verdict-matrix.ts'

/** What is chosen from. All lists of checks hold indexes into `verdicts`. */
export interface Choosing {
  verdicts: readonly Uint8Array[]
  labels: Uint8Array
  /** Checks in the order of their names. */
  byName: readonly number[]
  tau: number
  alpha: number | undefined
  pinned: readonly number[]
  most: number
  /** Steps (words of answers that are looked at) after which the search stops. */
  mostSteps: number
  /** Look at every choice where the search was not done? */
  exhaust: boolean
}

export interface Chosen {
  core: number[]
  added: number[]
  dropped: Dropped[]
  feasible: boolean
  optimal: boolean
  /** No choice under the limit fails more bad answers, and none that fails as many as the core has fewer checks (pinned ones not counted). */
  bounds: { coverage: number | null; checks: number }
}

const LEAST_NODES = 200
const MOST_NODES = 200_000

/** Screens checks, finds the smallest choice and adds to it. Where pinned checks alone fail too many good answers, others may fail no further ones. */
export function chooseChecks(choosing: Choosing): Chosen {
  const { verdicts, labels, pinned } = choosing
  const columnsOf = (...wanted: number[]) => [...labels.keys()].filter((answer) => wanted.includes(labels[answer] as number))
  const [badAnswers, goodAnswers] = [columnsOf(BAD), columnsOf(GOOD, GOLD)]
  const mostAllowed = Math.floor(choosing.tau * goodAnswers.length + 1e-9)
  const dropped: Dropped[] = []
  const open = choosing.byName.filter((check) => {
    if (pinned.includes(check)) return false
    const reason = uselessBecause(verdicts[check] as Uint8Array, labels)
    if (reason) dropped.push({ check, reason })
    return reason === null
  })
  const rowsOf = (checks: readonly number[], answers: readonly number[]) =>
    bitRows(
      checks.map((check) => verdicts[check] as Uint8Array),
      answers,
      (verdict) => verdict === FAILED,
    )
  const both = [...pinned, ...open]
  const equal = equalChecks(both, rowsOf(both, badAnswers), rowsOf(both, goodAnswers)).filter(({ check }) => !pinned.includes(check))
  dropped.push(...equal)
  const rest = open.filter((check) => !equal.some((other) => other.check === check))
  const kept = { bad: rowsOf(pinned, badAnswers), good: rowsOf(pinned, goodAnswers) }
  // Pinned checks stand after those that can be chosen.
  const rows = { bad: rowsOf([...rest, ...pinned], badAnswers), good: rowsOf([...rest, ...pinned], goodAnswers) }
  const [failedBad, failedGood] = [unionOf(kept.bad, pinned.keys()), unionOf(kept.good, pinned.keys())]
  const isOver = countAll(failedGood) > mostAllowed
  const mostGood = Math.max(mostAllowed, countAll(failedGood))
  const tooMany = rest.filter((_, row) => countAll(failedGood) + countNew(rows.good, row, failedGood) > mostGood)
  dropped.push(...tooMany.map((check): Dropped => ({ check, reason: 'too-many-false-failures' })))
  const enoughBad = choosing.alpha === undefined ? badAnswers.length : Math.ceil(choosing.alpha * badAnswers.length - 1e-9)
  const problem: CoverProblem = {
    checks: rest.length,
    ...rows,
    failedBad,
    failedGood,
    mostGood,
    enoughBad,
  }
  const { choice, optimal } = search(problem, choosing)
  const core = choice.chosen.map((row) => rest[row] as number)
  const added = additions(problem, choice.chosen, rest, choosing)
  dropped.push(...leftOver(problem, rest, [...core, ...added], dropped, choosing))
  const feasible = !isOver && (choosing.alpha === undefined || choice.bad >= enoughBad)
  return {
    core,
    added,
    dropped,
    feasible,
    optimal,
    bounds: boundsOf(problem, choice.bad, badAnswers.length, optimal, choice.chosen.length),
  }
}

function search(problem: CoverProblem, { mostSteps, exhaust }: Choosing) {
  const stepsPerNode = 1 + problem.checks * 2 * (problem.bad.words + problem.good.words)
  const mostNodes = Math.min(MOST_NODES, Math.max(LEAST_NODES, Math.floor(mostSteps / stepsPerNode)))
  const found = branchAndBound(problem, mostNodes)
  if (found.optimal || !exhaust || problem.checks > MOST_EXHAUSTED) return found
  return { choice: everyChoice(problem), optimal: true }
}

/**
 * Checks that are added to the smallest choice, those with the highest MCC first: what tells bad from good, catches something that no single
 * chosen check catches as well, and keeps the good answers that fail under the limit. Without bad answers nothing can be told: then those that
 * fail the fewest good ones.
 */
function additions(problem: CoverProblem, core: readonly number[], rest: readonly number[], choosing: Choosing): number[] {
  const { bad, good, mostGood } = problem
  const figures = rest.map((check) => checkFigures(choosing.verdicts[check] as Uint8Array, choosing.labels))
  const blind = figures.every(({ coverage }) => coverage === null)
  const order = [...rest.keys()].filter((row) => !core.includes(row) && (blind || (figures[row]?.mcc ?? 0) > 0))
  const worth = (row: number) => (blind ? -(figures[row]?.ffr ?? 0) : (figures[row]?.mcc ?? 0))
  order.sort((a, b) => worth(b) - worth(a) || a - b)
  const pinnedRows = choosing.pinned.map((_, index) => rest.length + index)
  const chosen = [...core]
  for (const row of order) {
    if (chosen.length + choosing.pinned.length >= choosing.most) break
    if (!blind && [...chosen, ...pinnedRows].some((other) => isWithin(bad, row, other))) continue
    if (countAll(unionWith(problem.failedGood, good, [...chosen, row])) <= mostGood) chosen.push(row)
  }
  return chosen.slice(core.length).map((row) => rest[row] as number)
}

function unionWith(failed: Uint32Array, rows: BitRows, members: readonly number[]): Uint32Array {
  const union = unionOf(rows, members)
  return union.map((word, index) => word | (failed[index] as number))
}

/** What is neither chosen nor dropped yet: redundant, or one too many. */
function leftOver(
  { bad }: CoverProblem,
  rest: readonly number[],
  selected: readonly number[],
  dropped: readonly Dropped[],
  { verdicts, labels, pinned, most }: Choosing,
): Dropped[] {
  const left = rest.filter((check) => !selected.includes(check) && !dropped.some((other) => other.check === check))
  const full = selected.length + pinned.length >= most
  const rows = [...selected.map((check) => rest.indexOf(check)), ...pinned.map((_, index) => rest.length + index)]
  return left.map((check): Dropped => {
    const { mcc, coverage } = checkFigures(verdicts[check] as Uint8Array, labels)
    const tellsMore = coverage === null || ((mcc ?? 0) > 0 && !rows.some((row) => isWithin(bad, rest.indexOf(check), row)))
    const reason: DropReason = tellsMore ? (full ? 'over-the-number' : 'too-many-false-failures') : 'redundant'
    return { check, reason }
  })
}

/** Bounds without a search: all checks together for coverage, the largest rows for the number. */
function boundsOf(problem: CoverProblem, found: number, badAnswers: number, optimal: boolean, size: number): Chosen['bounds'] {
  const share = (count: number) => (badAnswers === 0 ? null : count / badAnswers)
  if (optimal) return { coverage: share(found), checks: size }
  const { bad, good, mostGood, failedBad, enoughBad } = problem
  const usable = Array.from({ length: problem.checks }, (_, row) => row).filter((row) => (good.counts[row] as number) <= mostGood)
  const union = unionOf(bad, usable).map((word, index) => word | (failedBad[index] as number))
  let missing = found - countAll(failedBad)
  let checks = 0
  for (const count of usable.map((row) => bad.counts[row] as number).sort((a, b) => b - a)) {
    if (missing <= 0) break
    missing -= count
    checks++
  }
  return { coverage: share(Math.min(enoughBad, countAll(union))), checks }
}
