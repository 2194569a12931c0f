import type { CaseScore } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { Confidence } from '../statistics/interval.ts'
import { meanInterval } from '../statistics/mean-interval.ts'
import { repeatedShareInterval } from '../statistics/proportion-interval.ts'
import type { ProportionInterval } from '../statistics/proportion-interval.ts'
import { ProportionTally } from '../statistics/proportion-tally.ts'
import { shareMethod } from '../statistics/share-interval.ts'
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

/** A share of trials that are 0 or 1: the interval of a share at the effective number of trials. */
export function shareFigure(trials: readonly TrialRecord[], confidence: Confidence, scoreOf: TrialScore, nothing: string): Figure {
  const cases = groupCases(trials)
  const { interval, n, single } = cases.every(({ answered }) => answered.length <= 1)
    ? shareOfSingles(cases, confidence, scoreOf)
    : shareOfRepeated(cases, confidence, scoreOf)
  if (interval === null) return noFigure(nothingKnown(cases, nothing))
  const { value, low, high } = interval
  return { value, low, high, n, method: `${shareMethod(confidence)}${single ? '' : ', n_eff'}`, reason: missingNote(cases) }
}

interface Share {
  interval: ProportionInterval | null
  n: number
  /** No case counts with more than one trial. */
  single: boolean
}

function shareOfSingles(cases: readonly CaseTrials[], confidence: Confidence, scoreOf: TrialScore): Share {
  const tally = new ProportionTally()
  for (const { answered } of cases) {
    const score = answered[0] ? scoreOf(answered[0]) : null
    if (score !== null) tally.add(score, 1)
  }
  return { interval: tally.interval(confidence), n: tally.cases, single: true }
}

/** Cases weigh the same, however many of their trials were answered. */
function shareOfRepeated(cases: readonly CaseTrials[], confidence: Confidence, scoreOf: TrialScore): Share {
  const counts = cases.map(({ answered }) => known(answered, scoreOf)).filter((scores) => scores.length > 0)
  const interval = repeatedShareInterval(
    counts.map((scores) => ({ share: average(scores) ?? 0, trials: scores.length })),
    confidence,
  )
  return { interval, n: counts.length, single: counts.every((scores) => scores.length === 1) }
}

/** The mean over cases of scores in 0..1. */
export function meanFigure(trials: readonly TrialRecord[], confidence: Confidence, scoreOf: TrialScore, nothing: string): Figure {
  const cases = groupCases(trials)
  const scores = cases.map(({ answered }) => average(known(answered, scoreOf)))
  const interval = meanInterval(scores, confidence)
  return interval
    ? { ...interval, n: scores.filter((score) => score !== null).length, reason: missingNote(cases) }
    : noFigure(nothingKnown(cases, nothing))
}

/** Why there is no value: no data at all, or `nothing` of the kind that the metric reads. */
export function nothingKnown(cases: readonly CaseTrials[], nothing: string): string {
  return cases.some(({ answered }) => answered.length > 0) ? nothing : 'no trial was answered'
}
