import type { GateResult } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

/** What is said of a rule that was watched. `low` and `high` are anytime-valid at the one-sided level of gates, or those of the deciding look. */
export interface WatchedOutcome extends Pick<GateResult, 'value' | 'low' | 'high' | 'casesNeeded' | 'reason'> {
  verdict: 'passed' | 'failed' | 'undecided'
  /** Cases after which it was decided; `null`: it was not. */
  decidedAfter: number | null
}

/** One rule of a gate (its bounds, or its baseline) while cases are asked in seeded order. */
export interface WatchedRule {
  /** The next case: all its trials. */
  add(trials: readonly TrialRecord[]): void
  /** Final once it is not *open*. */
  readonly verdict: 'passed' | 'failed' | 'open'
  /** Nothing is decided before so many cases have been taken in all. */
  readonly atLeast: number
  /** By all cases so far. */
  outcome(): WatchedOutcome
}
