import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { leastCases, quantileInterval } from '../statistics/quantile-interval.ts'
import { quantile } from '../statistics/quantile.ts'
import { defineMetric, noFigure } from './define-metric.ts'
import type { Figure } from './define-metric.ts'
import { groupCases } from './group-cases.ts'

/** A quantile of a duration. */
export interface DurationSpec {
  name: string
  label: string
  description: string
  /** 0.5 for the median … */
  share: number
  durationOf(trial: TrialRecord): number | null
}

/** A quantile of durations over all answers, in milliseconds, between order statistics; time-outs are longer than everything. */
export function defineDurationMetric({ share, durationOf, ...spec }: DurationSpec): MetricDefinition {
  const valueOf = (trial: TrialRecord): number[] => {
    if (trial.status === 'errored' && trial.error?.kind === 'timeout') return [Infinity]
    const duration = trial.status === 'answered' ? durationOf(trial) : null
    return duration === null ? [] : [duration]
  }
  return defineMetric({
    ...spec,
    unit: 'ms',
    isTail: share > 0.5,
    direction: 'lower',
    formula: `Quantile ${share} (type 7) of the answers; bounds are order statistics; several answers of a case count by n_eff; time-outs are +∞.`,
    fits: () => ({ reason: null }),
    // A single case says nothing of the end of the distribution: a tail is a figure of all answers together.
    scores: (trials) =>
      groupCases(trials).map((group) => {
        if (share > 0.5) return { case: group.case, caseHash: group.caseHash, score: null }
        const values = group.trials.flatMap(valueOf).sort((a, b) => a - b)
        const median = values.length === 0 ? Infinity : quantile(values, 0.5)
        return { case: group.case, caseHash: group.caseHash, score: Number.isFinite(median) ? median : null }
      }),
    missing: (trials) => {
      const cases = groupCases(trials)
      return { missing: cases.filter((group) => group.trials.every((trial) => valueOf(trial).length === 0)).length, of: cases.length }
    },
    compute: (trials, _task, { level }) =>
      durationFigure(
        groupCases(trials).map((group) => group.trials.flatMap(valueOf)),
        share,
        level,
      ),
  })
}

function durationFigure(cases: readonly (readonly number[])[], share: number, level: number): Figure {
  const counted = cases.filter((values) => values.length > 0)
  const n = counted.reduce((sum, values) => sum + values.length, 0)
  const interval = quantileInterval(counted, share, level)
  if (!interval) return noFigure('no answer says how long it took')
  const timeouts = counted.reduce((sum, values) => sum + values.filter((value) => value === Infinity).length, 0)
  const note = timeouts === 0 ? null : `${timeouts} time-outs count as longer than all`
  if (!Number.isFinite(interval.value)) return noFigure(`it lies among the ${timeouts} time-outs`, n)
  const method = 'order statistics'
  if (interval.low === null || interval.high === null) {
    const few = `an interval needs ${leastCases(share, level)} cases`
    return { value: interval.value, low: null, high: null, n, method, reason: note === null ? few : `${few}; ${note}` }
  }
  return { value: interval.value, low: interval.low, high: Number.isFinite(interval.high) ? interval.high : null, n, method, reason: note }
}
