import { defineMetric } from './define-metric.ts'
import { meanScores, shareFigure } from './mean-score.ts'
import type { TrialScore } from './mean-score.ts'
import { needsGold, outputShape } from './output-shape.ts'

const empty: TrialScore = ({ ingredients: { single } }) => single && Number(single.empty)

export const abstention = defineMetric({
  name: 'abstention',
  label: 'Abstention',
  description: 'Share of the answers that hold no value.',
  unit: 'share',
  direction: 'lower',
  dependsOn: 'matching',
  formula: 'Empty / answered, for single values.',
  fits: (task) => ({
    reason: needsGold(task) ?? (outputShape(task) === 'set' ? 'sets have no single value that could be left out' : null),
  }),
  scores: (trials) => meanScores(trials, empty).filter(keepsGold(trials)),
  compute: (trials, _task, confidence) => shareFigure(trials, confidence, empty, 'no answer is a single value with gold'),
})

/** Cases that were answered but have no gold are not missing. */
function keepsGold(trials: readonly { case: string; counts: string }[]) {
  const answered = new Set(trials.filter(({ counts }) => counts === 'answered').map((trial) => trial.case))
  return (score: { case: string; score: number | null }): boolean => score.score !== null || !answered.has(score.case)
}
