import type { JudgedTrial } from '../services/run-trial.ts'

/** Name of the check that stands for a test's own expectations. */
export const ASSERTIONS = 'assertions'

/** A trial with the outcome of its test's own expectations as one more critical check. */
export function assertionCheck(trial: JudgedTrial, thrown: unknown): JudgedTrial {
  if (trial.status !== 'answered') return trial
  const failed = thrown !== undefined
  const message = failed ? (thrown instanceof Error ? thrown.message : String(thrown)) : ''
  const check = { name: ASSERTIONS, kind: ASSERTIONS, severity: 'critical', verdict: failed ? 'failed' : 'passed', message } as const
  return { ...trial, checks: [...trial.checks, check] }
}
