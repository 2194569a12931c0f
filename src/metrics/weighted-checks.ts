import type { CaseScore } from '../schema/metric-definition.ts'
import type { Ingredients, TrialRecord } from '../schema/trial-record.ts'
import type { Confidence } from '../statistics/interval.ts'
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

/** Without a judge the quality of a model is its instruction following: the figure is worked out once for both. */
const followed = new WeakMap<readonly TrialRecord[], Map<string, Figure>>()

function instructionFigure(trials: readonly TrialRecord[], confidence: Confidence): Figure {
  const known = followed.get(trials) ?? new Map<string, Figure>()
  followed.set(trials, known)
  const key = `${confidence.level} ${confidence.ends}`
  const figure = known.get(key) ?? weightedFigure(trials, 'instructions', confidence)
  known.set(key, figure)
  return figure
}

export function checkFigure(trials: readonly TrialRecord[], weights: Weights, confidence: Confidence): Figure {
  const judged =
    weights === 'quality' && trials.some(({ ingredients }) => ingredients.quality.decidedWeight > ingredients.instructions.decidedWeight)
  if (!judged) return instructionFigure(trials, confidence)
  const figure = weightedFigure(trials, weights, confidence)
  return { ...figure, reason: [figure.reason, 'judge error not included'].filter((note) => note !== null).join('; ') }
}

function weightedFigure(trials: readonly TrialRecord[], weights: Weights, confidence: Confidence): Figure {
  const counted = decided(trials, weights)
  const figure = meanFigure(counted, confidence, scoreBy(weights), 'no check was decided')
  return counted.length === 0 && trials.length > 0 ? { ...figure, reason: 'no check was decided' } : figure
}

export const needsChecks = ({ hasChecks }: TaskFacts): { reason: string | null } => ({
  reason: hasChecks ? null : 'the task has no checks',
})
