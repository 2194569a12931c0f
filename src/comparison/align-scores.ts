import { EvalError } from '../schema/eval-error.ts'
import type { CaseScore } from '../schema/metric-definition.ts'

/** Scores of several sides, case by case in the order of case ids: `rows[case][side]`. */
export interface AlignedScores {
  /** `null`: this side has no score for the case. */
  rows: (CaseScore | null)[][]
}

/** More missing pairs than this, or missing rates that differ by more, leave a comparison undecided. */
export const MOST_MISSING = 0.05

/**
 * Pairs scores by caseHash; of several cases with one hash those with the same rank by id. A case counts if any side has a score for it, or
 * all sides say that it is missing; a case that a metric does not apply to is in no side's list. Throws EvalError `bug` for NaN and infinity.
 */
export function alignScores(sides: readonly (readonly CaseScore[])[]): AlignedScores {
  const [only] = sides
  if (only && sides.length === 1) {
    return { rows: sortedById(only).map((score) => [present(score)]) }
  }
  const sorted = sides.map(sortedById)
  return { rows: alignedByPlace(sorted) ?? alignedByHash(sorted) }
}

/** Where all sides list the same hashes in the same order there is nothing to look up: as a rule. `null`: they do not. */
function alignedByPlace(sides: readonly (readonly CaseScore[])[]): AlignedScores['rows'] | null {
  const [first = []] = sides
  const isAlike = sides.every(
    (side) => side.length === first.length && side.every(({ caseHash }, place) => caseHash === first[place]?.caseHash),
  )
  return isAlike ? first.map((_, place) => sides.map((side) => present(side[place] as CaseScore))) : null
}

function alignedByHash(sides: readonly (readonly CaseScore[])[]): AlignedScores['rows'] {
  const byKey = new Map<string, { id: string; row: (CaseScore | null)[]; listed: number }>()
  sides.forEach((scores, side) => {
    const seen = new Map<string, number>()
    for (const score of scores) {
      const rank = seen.get(score.caseHash) ?? 0
      seen.set(score.caseHash, rank + 1)
      const key = `${score.caseHash} ${rank}`
      const entry = byKey.get(key) ?? { id: score.case, row: sides.map(() => null), listed: 0 }
      byKey.set(key, entry)
      entry.listed++
      entry.row[side] = present(score)
    }
  })
  const counted = [...byKey.values()].filter(({ row, listed }) => listed === sides.length || row.some((score) => score !== null))
  return counted.sort((a, b) => compare(a.id, b.id)).map(({ row }) => row)
}

/** Metrics list cases by id: then there is nothing to sort. */
function sortedById(scores: readonly CaseScore[]): readonly CaseScore[] {
  const isSorted = scores.every(({ case: id }, index) => index === 0 || (scores[index - 1] as CaseScore).case <= id)
  return isSorted ? scores : scores.toSorted((a, b) => compare(a.case, b.case))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function present(subject: CaseScore): CaseScore | null {
  const { case: id, score, parts } = subject
  if (score !== null && !Number.isFinite(score)) {
    throw new EvalError('bug', `the score of the case ${id} is ${score}, expected a finite number or null`, {
      hint: 'what cannot be computed is null',
    })
  }
  return parts !== undefined || score !== null ? subject : null
}

/** Cases that both of two sides have, how many one of them misses, and whether that is too many to compare. */
export interface PairedScores {
  pairs: { a: CaseScore; b: CaseScore }[]
  /** Indexes of the pairs among the rows. */
  places: number[]
  unpaired: number
  tooManyMissing: boolean
  /** All rows that are looked at, with what is missing; they are made when they are asked for. */
  readonly rows: { a: CaseScore | null; b: CaseScore | null }[]
}

/** The intersection of two sides. Rows that are left out are not looked at: they are no missing data. */
export function pairSides(
  { rows }: AlignedScores,
  sideA: number,
  sideB: number,
  isLeftOut: ((row: readonly (CaseScore | null)[]) => boolean) | null = null,
): PairedScores {
  const pairs: PairedScores['pairs'] = []
  const places: number[] = []
  let [counted, missingA, missingB] = [0, 0, 0]
  rows.forEach((row, place) => {
    if (isLeftOut?.(row)) return
    counted++
    const [a, b] = [row[sideA] ?? null, row[sideB] ?? null]
    if (!a) missingA++
    if (!b) missingB++
    if (!a || !b) return
    pairs.push({ a, b })
    places.push(place)
  })
  const unpaired = counted - pairs.length
  const most = MOST_MISSING * counted + 1e-9
  return {
    pairs,
    places,
    unpaired,
    tooManyMissing: unpaired > most || Math.abs(missingA - missingB) > most,
    get rows() {
      return rows.flatMap((row) => (isLeftOut?.(row) ? [] : [{ a: row[sideA] ?? null, b: row[sideB] ?? null }]))
    },
  }
}
