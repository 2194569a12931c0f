import type { MetricDefinition, MissingCases } from '../schema/metric-definition.ts'
import type { MetricValue } from '../schema/metric.ts'
import { EvalError } from '../schema/eval-error.ts'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import type { TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { LEVEL } from '../statistics/interval.ts'
import type { Confidence } from '../statistics/interval.ts'
import { groupCases } from './group-cases.ts'

/** What a metric works out: its figure without what is the same for all its figures. */
export type Figure = Omit<MetricValue, 'level' | 'unit' | 'direction'>

/** A metric as it is written. */
export interface MetricSpec extends Omit<MetricDefinition, 'compute' | 'bounds' | 'missing'> {
  compute(trials: readonly TrialRecord[], task: Pick<TaskSettings, 'trials'>, confidence: Confidence): Figure
  /** Default: cases without a score for want of an answer, of a price, or of a decided check. */
  missing?: MetricDefinition['missing']
}

/**
 * A metric from its one file: unit, direction and level are added to its figures, and a value that is not finite is an EvalError `bug`,
 * never a figure.
 */
export function defineMetric(spec: MetricSpec): MetricDefinition {
  const figure = (trials: readonly TrialRecord[], task: Pick<TaskSettings, 'trials'>, confidence: Confidence): MetricValue => {
    const { value, low, high, n, method, reason } = spec.compute(trials, task, confidence)
    for (const number of [value, low, high]) {
      if (number === null || Number.isFinite(number)) continue
      throw new EvalError('bug', `the metric ${spec.name} gave ${number}, expected a finite number or null`, {
        hint: 'what cannot be computed is null, with a reason',
      })
    }
    return { value, low, high, level: confidence.level, n, method, unit: spec.unit, direction: spec.direction, reason }
  }
  return {
    ...spec,
    missing: spec.missing ?? ((trials) => missingCases(spec, trials)),
    compute: (trials, task, level = LEVEL) => figure(trials, task, { level, ends: 'together' }),
    bounds: (trials, task, level = GATE_LEVEL) => figure(trials, task, { level, ends: 'each' }),
  }
}

/** A share without a score of an answer that left nothing open does not apply to its case. */
function missingCases({ scores, unit }: Pick<MetricSpec, 'scores' | 'unit'>, trials: readonly TrialRecord[]): MissingCases {
  const scored = new Map(scores(trials).map((score) => [score.case, score]))
  const found: MissingCases = { missing: 0, of: 0 }
  for (const { case: id, trials: own, answered } of groupCases(trials)) {
    const score = scored.get(id)
    if (score === undefined) continue
    const isOpen = unit !== 'share' || answered.length < own.length || own.some(({ checks }) => checks.some(isUndecided))
    if (score.score !== null || score.parts) found.of++
    else if (isOpen) {
      found.of++
      found.missing++
    }
  }
  return found
}

const isUndecided = ({ verdict }: TrialRecord['checks'][number]): boolean => verdict === 'undecided'

/** A figure that cannot be computed, and why. */
export const noFigure = (reason: string, n = 0): Figure => ({ value: null, low: null, high: null, n, method: 'none', reason })
