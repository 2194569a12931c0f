import { defineMetric } from './define-metric.ts'
import { groupCases, openNote } from './group-cases.ts'
import { meanScores, shareFigure } from './mean-score.ts'
import type { TrialScore } from './mean-score.ts'

const passed: TrialScore = ({ verdict }) => (verdict === 'undecided' ? null : Number(verdict === 'passed'))

export const passRate = defineMetric({
  name: 'pass-rate',
  label: 'Pass rate',
  description: 'Share of the trials that passed all their critical checks, of those that were decided.',
  unit: 'share',
  direction: 'higher',
  dependsOn: 'checks',
  formula: 'Passed / (passed + failed) trials; refusals and invalid responses fail. Undecided: a critical check is, and none failed.',
  fits: () => ({ reason: null }),
  scores: (trials) => meanScores(trials, passed),
  compute: (trials, _task, confidence) => {
    const figure = shareFigure(trials, confidence, passed, 'no trial was decided')
    return figure.value === null ? figure : { ...figure, reason: openNote(groupCases(trials)) }
  },
})
