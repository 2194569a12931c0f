import type { CaseScore } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { proportionInterval } from '../statistics/proportion-interval.ts'
import { noFigure } from './define-metric.ts'
import type { Figure } from './define-metric.ts'
import { groupCases, missingNote } from './group-cases.ts'
import type { CaseTrials } from './group-cases.ts'

/** The score of an answered trial; `null`: this trial says nothing. */
export type TrialScore = (trial: TrialRecord) => number | null

function known(trials: readonly TrialRecord[], scoreOf: TrialScore): number[] {
  const scores: number[] = []
  for (const trial of trials) {
    const score = scoreOf(trial)
    if (score !== null) scores.push(score)
  }
  return scores
}

export const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** One score per case: the unweighted mean over its answered trials. */
export function meanScores(trials: readonly TrialRecord[], scoreOf: TrialScore): CaseScore[] {
  return groupCases(trials).map((group) => ({ case: group.case, caseHash: group.caseHash, score: average(known(group.answered, scoreOf)) }))
}

/** A share of trials that are 0 or 1: Wilson's interval at the effective number of trials. */
export function shareFigure(trials: readonly TrialRecord[], level: number, scoreOf: TrialScore, nothing: string): Figure {
  const cases = groupCases(trials)
  const counts = cases.map(({ answered }) => known(answered, scoreOf)).filter((scores) => scores.length > 0)
  const single = counts.every((scores) => scores.length === 1)
  // Cases weigh the same, however many of their trials were answered.
  const most = counts.reduce((greatest, scores) => Math.max(greatest, scores.length), 0)
  const interval = proportionInterval(
    counts.map((scores) => ({ successes: (average(scores) ?? 0) * most, trials: most })),
    level,
  )
  if (interval === null) return noFigure(nothingKnown(cases, nothing))
  const { value, low, high } = interval
  return { value, low, high, n: counts.length, method: single ? 'Wilson' : 'Wilson, n_eff', reason: missingNote(cases) }
}

/** The mean over cases of scores in 0..1. */
export function meanFigure(trials: readonly TrialRecord[], level: number, scoreOf: TrialScore, nothing: string): Figure {
  const cases = groupCases(trials)
  const scores = cases.flatMap(({ answered }) => average(known(answered, scoreOf)) ?? [])
  const interval = meanInterval(scores, level)
  return interval ? { ...interval, n: scores.length, reason: missingNote(cases) } : noFigure(nothingKnown(cases, nothing))
}

/** Why there is no value: no data at all, or `nothing` of the kind that the metric reads. */
export function nothingKnown(cases: readonly CaseTrials[], nothing: string): string {
  return cases.some(({ answered }) => answered.length > 0) ? nothing : 'no trial was answered'
}
