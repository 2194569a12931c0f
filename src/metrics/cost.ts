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
  compute: (trials, _task, level) => costFigure(groupCases(trials), level),
})

/** `null` unless every answered trial is priced. Whoever failed for want of a reply cost nothing that is known. */
function costOfCase({ trials }: CaseTrials): number | null {
  const counted = trials.filter(({ status, costNanoUsd }) => status === 'answered' || costNanoUsd !== null)
  if (counted.some(isUnpriced)) return null
  return average(counted.map(({ costNanoUsd }) => (costNanoUsd ?? 0) / NANO))
}

const isUnpriced = ({ costNanoUsd, unpricedCalls }: TrialRecord): boolean => costNanoUsd === null || unpricedCalls > 0

function costFigure(cases: readonly CaseTrials[], level: number): Figure {
  const costs = cases.flatMap((group) => costOfCase(group) ?? [])
  const answered = cases.flatMap(({ trials }) => trials.filter(({ status }) => status === 'answered'))
  const interval = positiveMeanInterval(costs, level)
  const unpriced = answered.filter(isUnpriced).length
  if (!interval) return noFigure(answered.length === 0 ? 'no trial was answered' : `${unpriced} of ${answered.length} answers are unpriced`)
  const unmetered = answered.filter((trial) => trial.unmetered).length
  const notes = [
    ...(unpriced > 0 ? [`${unpriced} of ${answered.length} answers are unpriced and left out`] : []),
    ...(unmetered > 0 ? [`${unmetered} answers made calls that are not metered`] : []),
  ]
  const method = costs.length < APPROXIMATE_BELOW ? `${interval.method}, approximate` : interval.method
  return { ...interval, method, n: costs.length, reason: notes.length === 0 ? null : notes.join('; ') }
}
