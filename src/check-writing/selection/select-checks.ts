import { LEAST_GOOD } from '../../schema/checks-file.ts'
import { EvalError } from '../../schema/eval-error.ts'
import { bitRows, countAll, unionOf } from './bit-rows.ts'
import { checkFigures, setFigures } from './check-figures.ts'
import type { CheckFigures, SetFigures } from './check-figures.ts'
import { chooseChecks } from './choose-checks.ts'
import type { Chosen } from './choose-checks.ts'
import { outOfFold } from './out-of-fold.ts'
import type { OutOfFold } from './out-of-fold.ts'
import { BAD, FAILED, GOLD, GOOD } from './verdict-matrix.ts'

export interface SelectChecksInput {
  /** Per check one verdict per answer: 0 passed, 1 failed, 2 undecided (which counts as not failed). */
  verdicts: readonly Uint8Array[]
  /** Per answer: 0 good, 1 bad, 2 gold (good beyond doubt: what fails it is dropped), 3 not known. */
  labels: Uint8Array
  /** Most of the good answers that the chosen checks may fail together, 0 to 1. */
  tau: number
  /** Coverage that is enough, 0 to 1: beyond it only fewer checks and fewer false failures count. Default: as much as can be had. */
  alpha?: number
  /** Names, by which ties are settled. Default: the order given. */
  names?: readonly string[]
  /** Checks that are chosen whatever they do: those that a person reviewed. */
  pinned?: readonly number[]
  /** The case of each answer, from 0: answers to one case stay together in folds. Default: each its own. */
  groups?: ArrayLike<number>
  /** Up to how many checks are added to the smallest choice. Default 8. */
  most?: number
  /** How cases are dealt into folds. Default 1. */
  seed?: number
}

/** Checks by their indexes in `verdicts`. */
export interface SelectedChecks extends SetFigures, Chosen {
  /** Pinned, chosen and added, ascending. */
  selected: number[]
  /** Of every check that was given. */
  figures: CheckFigures[]
  good: number
  bad: number
  /** Fewer than 30 good answers: the figures are not to be trusted. */
  unproven: boolean
  /** What choosing in this way is worth on answers that were not seen; `null` with fewer than two cases. */
  outOfFold: OutOfFold | null
}

const MOST_SELECTED = 8
/** About half a second. */
const MOST_STEPS = 200_000_000

/**
 * Chooses checks by what they fail. First those are dropped that crash, fail gold, always fail or never fail, and of equal ones all but the
 * first. Then, in this order: the most bad answers failed while at most the share `tau` of the good ones is, the fewest checks, the fewest good
 * answers failed, the first by name. That choice (`core`) is proven for up to 25 checks; beyond, it is `optimal` or the search stopped at a
 * fixed number of nodes, and `bounds` say what could be better. To it are added further checks by MCC, up to `most` (see `additions`).
 *
 * With FFR and coverage as in `SetFigures`. `feasible` is false where `alpha` cannot be reached under `tau` (then the choice is the best that
 * can be had), or pinned checks alone fail too many good answers. Throws EvalError `bug` where the input does not fit together. Pure: the same input gives the same choice on any machine.
 */
export function selectChecks(input: SelectChecksInput): SelectedChecks {
  const { verdicts, labels, tau, alpha, pinned = [], groups = labels.map((_, answer) => answer), most = MOST_SELECTED, seed = 1 } = input
  refuseNonsense(input)
  const names = input.names ?? verdicts.map((_, check) => String(check).padStart(9, '0'))
  const byName = [...verdicts.keys()].sort((a, b) => compare(names[a] as string, names[b] as string) || a - b)
  const choosing = { verdicts, labels, byName, tau, alpha, pinned, most, mostSteps: MOST_STEPS, exhaust: true }
  const chosen = chooseChecks(choosing)
  const selected = [...pinned, ...chosen.core, ...chosen.added].sort((a, b) => a - b)
  const [failedBad, bad] = failedOf(verdicts, selected, labels, [BAD])
  const [failedGood, good] = failedOf(verdicts, selected, labels, [GOOD, GOLD])
  return {
    ...chosen,
    ...setFigures(failedBad, bad, failedGood, good),
    selected,
    figures: verdicts.map((of) => checkFigures(of, labels)),
    good,
    bad,
    unproven: good < LEAST_GOOD,
    outOfFold: outOfFold(choosing, groups.length === 0 ? [] : Array.from(groups), seed),
  }
}

function refuseNonsense({ verdicts, labels, tau, alpha, names, pinned = [], groups }: SelectChecksInput): void {
  const refuse = (found: string) => {
    throw new EvalError('bug', `selectChecks: ${found}`)
  }
  const odd = verdicts.findIndex((of) => of.length !== labels.length)
  if (odd >= 0) refuse(`check ${odd} has ${verdicts[odd]?.length} verdicts, expected one for each of the ${labels.length} answers`)
  for (const [name, value] of Object.entries({ tau, alpha }))
    if (value !== undefined && !(value >= 0 && value <= 1)) refuse(`${name} is ${value}, expected a share from 0 to 1`)
  if (names && names.length !== verdicts.length) refuse(`found ${names.length} names for ${verdicts.length} checks`)
  if (groups && groups.length !== labels.length) refuse(`found ${groups.length} groups for ${labels.length} answers`)
  const unknown = pinned.find((check) => verdicts[check] === undefined)
  if (unknown !== undefined) refuse(`there is no check ${unknown} to be pinned`)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function failedOf(
  verdicts: readonly Uint8Array[],
  checks: readonly number[],
  labels: Uint8Array,
  wanted: readonly number[],
): [failed: number, all: number] {
  const answers = [...labels.keys()].filter((answer) => wanted.includes(labels[answer] as number))
  const rows = bitRows(
    checks.map((check) => verdicts[check] as Uint8Array),
    answers,
    (verdict) => verdict === FAILED,
  )
  return [countAll(unionOf(rows, checks.keys())), answers.length]
}
