import { GATES_DECIDED } from '../schema/is-not-asked.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { recordsOf } from './run-case.ts'
import type { CaseSetup } from './run-case.ts'

/** The records of a case that was not asked because all gates were decided: skipped with that reason, without an error. */
export function notAskedTrials(setup: CaseSetup): TrialRecord[] {
  const nothing = { passedWeight: 0, decidedWeight: 0 }
  const trials = Array.from({ length: setup.task.trials.count }, (_, trial) => ({
    trial,
    status: 'skipped' as const,
    answer: null,
    reading: { value: undefined, repaired: false, problem: null },
    checks: [],
    ingredients: { items: null, single: null, instructions: nothing, quality: nothing, label: null, agreement: null },
    replies: [],
    error: null,
    counts: 'missing' as const,
    unmetered: false,
    judge: null,
  }))
  return recordsOf(setup, trials).map((record) => ({ ...record, skipReason: GATES_DECIDED }))
}
