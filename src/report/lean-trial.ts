import type { CheckResult } from '../schema/check.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { shareEqual } from './share-equal.ts'

/**
 * What metrics read of a trial: no answer, and of its calls the number alone. Parts that equal those of the trial `before` are held once: a run
 * may have a hundred thousand trials, and those of a case are alike. `checks` stand for its own.
 */
export function leanTrial(trial: TrialRecord, checks: CheckResult[], before: TrialRecord | undefined): TrialRecord {
  const lean = { ...trial, answer: null, output: undefined, checks, callIds: trial.callIds.map(() => '') }
  if (before === undefined) return lean
  const fields = lean as Record<string, unknown>
  for (const key of Object.keys(lean) as (keyof TrialRecord)[]) fields[key] = shareEqual(lean[key], before[key])
  return lean
}
