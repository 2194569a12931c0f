import type { TrialRecord } from '../schema/trial-record.ts'
import { positiveMeanInterval } from '../statistics/positive-mean-interval.ts'
import { defineMetric, noFigure } from './define-metric.ts'
import type { Figure } from './define-metric.ts'
import { groupCases } from './group-cases.ts'
import type { CaseTrials } from './group-cases.ts'
import { average } from './mean-score.ts'

const APPROXIMATE_BELOW = 50
const NANO = 1e9

export const cost = defineMetric({
  name: 'cost',
  label: 'Cost per case',
  description: 'US dollars that one answer to a case costs, on average.',
  unit: 'USD',
  direction: 'lower',
  formula: 'Arithmetic mean over cases of the mean price of their trials; interval on the log scale. Unpriced calls are left out and said.',
  fits: () => ({ reason: null }),
  scores: (trials) => groupCases(trials).map((group) => ({ case: group.case, caseHash: group.caseHash, score: costOfCase(group) })),
  compute: (trials, _task, { level }) => costFigure(groupCases(trials), level),
})

/** `null` unless every answered trial is priced. Whoever failed for want of a reply cost nothing that is known; who was not asked to the end, no whole price. */
function costOfCase({ trials }: CaseTrials): number | null {
  const counted = trials.filter((trial) => trial.status === 'answered' || (trial.status === 'errored' && worthOf(trial) !== null))
  if (counted.some(isUnpriced)) return null
  return average(counted.map((trial) => (worthOf(trial) ?? 0) / NANO))
}

/** An answer from the tape is worth what it cost when it was recorded: models are compared by it. */
const worthOf = ({ costNanoUsd, originalCostNanoUsd = costNanoUsd }: TrialRecord): number | null => originalCostNanoUsd

const isUnpriced = (trial: TrialRecord): boolean => worthOf(trial) === null || trial.unpricedCalls > 0

function costFigure(cases: readonly CaseTrials[], level: number): Figure {
  const costs = cases.flatMap((group) => costOfCase(group) ?? [])
  const answered = cases.flatMap(({ trials }) => trials.filter(({ status }) => status === 'answered'))
  const interval = positiveMeanInterval(costs, level)
  const unpriced = answered.filter(isUnpriced).length
  if (!interval) return noFigure(answered.length === 0 ? 'no trial was answered' : `${unpriced} of ${answered.length} answers are unpriced`)
  const replayed = answered.filter((trial) => trial.originalCostNanoUsd !== undefined).length
  const unmetered = answered.filter((trial) => trial.unmetered).length
  const notes = [
    ...(replayed > 0 ? [`${replayed} of ${answered.length} answers were replayed: their price is the recorded one`] : []),
    ...(unpriced > 0 ? [`${unpriced} of ${answered.length} answers are unpriced and left out`] : []),
    ...(unmetered > 0 ? [`${unmetered} answers made calls that are not metered`] : []),
  ]
  const method = costs.length < APPROXIMATE_BELOW ? `${interval.method}, approximate` : interval.method
  return { ...interval, method, n: costs.length, reason: notes.length === 0 ? null : notes.join('; ') }
}
