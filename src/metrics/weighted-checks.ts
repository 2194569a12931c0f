import type { CaseScore } from '../schema/metric-definition.ts'
import type { Ingredients, TrialRecord } from '../schema/trial-record.ts'
import type { Figure } from './define-metric.ts'
import { meanFigure, meanScores } from './mean-score.ts'
import type { TrialScore } from './mean-score.ts'
import type { TaskFacts } from './output-shape.ts'

type Weights = 'instructions' | 'quality'

/** Passed over decided weight; an error that counts as an answer followed nothing. */
const scoreBy =
  (weights: Weights): TrialScore =>
  ({ status, ingredients }) => {
    const { passedWeight, decidedWeight }: Ingredients[Weights] = ingredients[weights]
    if (decidedWeight > 0) return passedWeight / decidedWeight
    return status === 'errored' ? 0 : null
  }

/** Where no answer decided a check, failed answers say nothing either. */
const decided = (trials: readonly TrialRecord[], weights: Weights): readonly TrialRecord[] =>
  trials.some(({ ingredients }) => ingredients[weights].decidedWeight > 0) || trials.every(({ status }) => status !== 'answered')
    ? trials
    : []

export const checkScores = (trials: readonly TrialRecord[], weights: Weights): CaseScore[] => meanScores(trials, scoreBy(weights))

export function checkFigure(trials: readonly TrialRecord[], weights: Weights, metric: string, level: number): Figure {
  const counted = decided(trials, weights)
  const figure = meanFigure(counted, level, metric, scoreBy(weights), 'no check was decided')
  if (counted.length === 0 && trials.length > 0) return { ...figure, reason: 'no check was decided' }
  const judged = trials.some(({ ingredients }) => ingredients[weights].decidedWeight > ingredients.instructions.decidedWeight)
  if (!judged) return figure
  return { ...figure, reason: [figure.reason, 'judge error not included'].filter((note) => note !== null).join('; ') }
}

export const needsChecks = ({ hasChecks }: TaskFacts): { reason: string | null } => ({
  reason: hasChecks ? null : 'the task has no checks',
})
