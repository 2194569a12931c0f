import type { Verdict } from './check.ts'
import type { TrialRecord } from './trial-record.ts'

/**
 * The verdict of a trial. A failed critical check fails it, and so does an error that counts as an answer; one that passed all its critical checks
 * has passed. It is undecided where a critical check is and none failed, and where it is missing data.
 */
export function trialVerdict({ status, counts, checks }: Pick<TrialRecord, 'status' | 'counts' | 'checks'>): Verdict {
  if (status !== 'answered') return counts === 'answered' ? 'failed' : 'undecided'
  const found = new Set(checks.flatMap(({ severity, verdict }) => (severity === 'critical' ? [verdict] : [])))
  if (found.has('failed')) return 'failed'
  return found.has('undecided') ? 'undecided' : 'passed'
}
