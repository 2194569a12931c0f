import type { TrialRecord } from '../schema/trial-record.ts'
import { trialVerdict } from '../schema/trial-verdict.ts'

/** A trial by its checks: former versions wrote that it passed where a critical check was undecided. */
export function withVerdict(trial: TrialRecord): TrialRecord {
  return trial.verdict === 'passed' && trialVerdict(trial) === 'undecided' ? { ...trial, verdict: 'undecided' } : trial
}
