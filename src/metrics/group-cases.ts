import type { TrialRecord } from '../schema/trial-record.ts'

/** The trials of one case and model. */
export interface CaseTrials {
  case: string
  caseHash: string
  /** All of them, by trial. */
  trials: TrialRecord[]
  /** Those that are data: answered, or failed in a way that counts as an answer. */
  answered: TrialRecord[]
}

const grouped = new WeakMap<readonly TrialRecord[], readonly CaseTrials[]>()

/**
 * Trials by case, sorted by case id and trial: sums do not depend on the order of execution. Every metric of a model asks for the same trials,
 * which are grouped once: neither list may be changed.
 */
export function groupCases(trials: readonly TrialRecord[]): readonly CaseTrials[] {
  const known = grouped.get(trials)
  if (known) return known
  const cases = groupTrials(trials)
  grouped.set(trials, cases)
  return cases
}

function groupTrials(trials: readonly TrialRecord[]): CaseTrials[] {
  const groups = [...Map.groupBy(trials, (trial) => trial.case).values()]
  return groups
    .map((group) => {
      const sorted = group.toSorted((a, b) => a.trial - b.trial)
      const first = sorted[0] as TrialRecord
      return { case: first.case, caseHash: first.caseHash, trials: sorted, answered: sorted.filter(({ counts }) => counts === 'answered') }
    })
    .sort((a, b) => compareIds(a.case, b.case))
}

/** The order of case ids, the same on every machine. */
const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What is said beside a figure when data is missing; `null` if nothing is. */
export function missingNote(cases: readonly CaseTrials[]): string | null {
  const missing = cases.filter(({ answered }) => answered.length === 0).length
  return missing === 0 ? null : `${missing} of ${cases.length} cases are missing`
}

/** What is said beside a figure of verdicts when data is missing, or no answer to a case was decided; `null` if neither is. */
export function openNote(cases: readonly CaseTrials[]): string | null {
  const undecided = cases.filter(({ answered }) => answered.length > 0 && answered.every(({ verdict }) => verdict === 'undecided')).length
  const notes = [missingNote(cases), undecided === 0 ? null : `${undecided} of ${cases.length} cases are undecided`]
  return notes.filter((note) => note !== null).join('; ') || null
}
