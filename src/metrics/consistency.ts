import type { TrialRecord } from '../schema/trial-record.ts'
import { krippendorffAlpha } from '../statistics/krippendorff-alpha.ts'
import { defineMetric } from './define-metric.ts'
import { groupCases } from './group-cases.ts'
import { meanFigure, meanScores } from './mean-score.ts'
import type { TrialScore } from './mean-score.ts'

const agreement: TrialScore = ({ ingredients }) => ingredients.agreement

export const consistency = defineMetric({
  name: 'consistency',
  label: 'Consistency',
  description: 'How far the answers to one case agree with each other.',
  unit: 'share',
  direction: 'higher',
  dependsOn: 'matching',
  formula:
    'Mean over cases with two or more answers. Labels: Σ n_k(n_k−1)/(n(n−1)), with Krippendorff’s α beside. Lists: mean pairwise F1. Text: mean pairwise F1 of words.',
  fits: ({ trials }) => ({ reason: trials.count < 2 ? 'it needs two trials per case or more' : null }),
  scores: (trials) => meanScores(trials, agreement),
  compute: (trials, _task, confidence) => {
    const figure = meanFigure(trials, confidence, agreement, 'no case has two answers')
    if (figure.value === null) return figure
    const notes = [figure.reason, alphaNote(trials), replayNote(trials)].filter((note) => note !== null)
    return { ...figure, reason: notes.length === 0 ? null : notes.join('; ') }
  },
})

function alphaNote(trials: readonly TrialRecord[]): string | null {
  const units = groupCases(trials).map(({ answered }) => answered.flatMap(({ ingredients }) => ingredients.label ?? []))
  const alpha = krippendorffAlpha(units)
  return alpha === null ? null : `Krippendorff's α ${alpha.toFixed(3)}`
}

/** Replayed answers may be copies of each other: their agreement is not the model's. */
function replayNote(trials: readonly TrialRecord[]): string | null {
  const replayed = trials.filter((trial) => trial.replayed).length
  return replayed === 0 ? null : `${replayed} answers were replayed from tape`
}
