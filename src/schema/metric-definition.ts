import type { MetricValue } from './metric.ts'
import type { TaskSettings } from './task.ts'
import type { TrialRecord } from './trial-record.ts'

/** Why a task can or cannot have a metric. */
export interface MetricFit {
  /** `null`: the metric can be computed for the task. */
  reason: string | null
}

/** A score per case, for pairing and resampling. */
export interface CaseScore {
  case: string
  caseHash: string
  /** Mean over the case's answered trials, 0..1 or the metric's unit; `null`: missing. */
  score: number | null
  /** Numerator and denominator parts of ratio metrics (micro averages), where the metric is one. */
  parts?: { truePositives: number; falsePositives: number; falseNegatives: number } | undefined
}

/** Cases without a score, of all to which a metric applies. */
export interface MissingCases {
  missing: number
  of: number
}

/** A metric over the trials of one task and model. */
export interface MetricDefinition {
  /** The word in `metrics:`. */
  name: string
  label: string
  description: string
  unit: string
  direction: 'higher' | 'lower'
  /** The formula in words and its source. */
  formula: string
  /** What its scores are of, beside the answers: runs in which that differs cannot be compared by it. */
  dependsOn?: 'checks' | 'matching'
  /** The metric whose figure it has where nothing tells the two apart: a narrow table shows that one alone then. */
  refines?: string
  /** A quantile near the end of a distribution: few cases say nothing of it, so that no gate on it is ever decided early. */
  isTail?: boolean
  /** Can this task have it? */
  fits(task: Pick<TaskSettings, 'output' | 'pairing' | 'trials'> & { hasGold: boolean; hasChecks: boolean }): MetricFit
  /** One score per case. */
  scores(trials: readonly TrialRecord[]): CaseScore[]
  /** Ratio metrics alone: numerator and denominator of summed parts; both are linear in the parts. */
  ratio?(parts: NonNullable<CaseScore['parts']>): { numerator: number; denominator: number }
  /** How many cases there is no score of, of those to which the metric applies: what was answered and is not decided counts as missing as well. */
  missing(trials: readonly TrialRecord[]): MissingCases
  /** The figure with its interval (95 % unless another level is asked for). Trials may be of several cases, in any order. */
  compute(trials: readonly TrialRecord[], task: Pick<TaskSettings, 'trials'>, level?: number): MetricValue
  /** The same figure with two bounds each of which is wrong with a probability of at most (1 − level)/2, as gates want them (`GATE_LEVEL` by default). */
  bounds(trials: readonly TrialRecord[], task: Pick<TaskSettings, 'trials'>, level?: number): MetricValue
}
