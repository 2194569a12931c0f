import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { MetricValue } from '../schema/metric.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { TaskSettings } from '../schema/task.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { LEVEL } from '../statistics/interval.ts'

/** What a metric works out: its figure without what is the same for all its figures. */
export type Figure = Omit<MetricValue, 'level' | 'unit' | 'direction'>

/** A metric as it is written. */
export interface MetricSpec extends Omit<MetricDefinition, 'compute'> {
  compute(trials: readonly TrialRecord[], task: Pick<TaskSettings, 'trials'>, level: number): Figure
}

/**
 * A metric from its one file: unit, direction and level are added to its figures, and a value that is not finite is an EvalError `bug`,
 * never a figure.
 */
export function defineMetric(spec: MetricSpec): MetricDefinition {
  return {
    ...spec,
    compute: (trials, task, level = LEVEL) => {
      const { value, low, high, n, method, reason } = spec.compute(trials, task, level)
      for (const number of [value, low, high]) {
        if (number === null || Number.isFinite(number)) continue
        throw new EvalError('bug', `the metric ${spec.name} gave ${number}, expected a finite number or null`, {
          hint: 'what cannot be computed is null, with a reason',
        })
      }
      return { value, low, high, level, n, method, unit: spec.unit, direction: spec.direction, reason }
    },
  }
}

/** A figure that cannot be computed, and why. */
export const noFigure = (reason: string, n = 0): Figure => ({ value: null, low: null, high: null, n, method: 'none', reason })
