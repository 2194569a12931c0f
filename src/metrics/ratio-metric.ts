import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Ingredients, TrialRecord } from '../schema/trial-record.ts'
import type { Confidence } from '../statistics/interval.ts'
import { repeatedRatioInterval } from '../statistics/micro-ratio-interval.ts'
import { defineMetric, noFigure } from './define-metric.ts'
import type { Figure, MetricSpec } from './define-metric.ts'
import { groupCases, missingNote } from './group-cases.ts'
import type { CaseTrials } from './group-cases.ts'
import { average, nothingKnown, shareFigure } from './mean-score.ts'

type Parts = NonNullable<CaseScore['parts']>

/** A micro average over the items of set outputs; a share of the answers for single-valued ones. */
export interface RatioSpec extends Omit<MetricSpec, 'compute' | 'scores' | 'ratio'> {
  ratio(parts: Parts): { numerator: number; denominator: number }
  /** Parts of one trial; default: its paired items. */
  partsOf?(items: NonNullable<Ingredients['items']>): Parts
  /** The value of a trial on its own, where its denominator is 0: by default 1 − or 0 with both sides empty, else `null`. */
  bothEmpty: number | null
  /** The share's member of a single-valued answer; `null`: single-valued outputs do not have this metric. */
  single: ((single: NonNullable<Ingredients['single']>) => boolean) | null
}

/** A metric that is a ratio of counted items. */
export function defineRatioMetric({ bothEmpty, single, partsOf = pairedParts, ...spec }: RatioSpec): MetricDefinition {
  const partsOfTrial = ({ ingredients: { items } }: TrialRecord): Parts | null => items && partsOf(items)
  const scoreOf = (trial: TrialRecord): number | null => {
    const parts = partsOfTrial(trial)
    if (!parts) return single && trial.ingredients.single ? Number(single(trial.ingredients.single)) : null
    const { numerator, denominator } = spec.ratio(parts)
    if (denominator > 0) return numerator / denominator
    return sum(parts) === 0 ? bothEmpty : null
  }
  return defineMetric({
    ...spec,
    dependsOn: 'matching',
    scores: (trials) => groupCases(trials).flatMap((group) => caseScore(group, partsOfTrial, scoreOf)),
    compute: (trials, _task, confidence) =>
      trials.some((trial) => trial.ingredients.items)
        ? itemFigure(groupCases(trials), partsOfTrial, spec.ratio, confidence)
        : shareFigure(trials, confidence, scoreOf, 'no answer could be compared with gold'),
  })
}

const pairedParts = ({ truePositives, falsePositives, falseNegatives }: Parts): Parts => ({ truePositives, falsePositives, falseNegatives })
const sum = ({ truePositives, falsePositives, falseNegatives }: Parts): number => truePositives + falsePositives + falseNegatives

type PartsOf = (trial: TrialRecord) => Parts | null

/** A case without gold is left out; one without an answered trial is missing. */
function caseScore(group: CaseTrials, partsOf: PartsOf, scoreOf: (trial: TrialRecord) => number | null): CaseScore[] {
  const { case: id, caseHash, answered } = group
  if (answered.length === 0) return [{ case: id, caseHash, score: null }]
  const score = average(answered.flatMap((trial) => scoreOf(trial) ?? []))
  const parts = meanParts(answered, partsOf)
  if (parts) return [{ case: id, caseHash, score, parts }]
  return score === null ? [] : [{ case: id, caseHash, score }]
}

/** The mean over the answered trials, so that every case weighs the same. */
function meanParts(answered: readonly TrialRecord[], partsOf: PartsOf): Parts | null {
  const all = answered.flatMap((trial) => partsOf(trial) ?? [])
  if (all.length === 0) return null
  const mean = (key: keyof Parts): number => all.reduce((total, parts) => total + parts[key], 0) / all.length
  return { truePositives: mean('truePositives'), falsePositives: mean('falsePositives'), falseNegatives: mean('falseNegatives') }
}

function itemFigure(cases: readonly CaseTrials[], partsOf: PartsOf, ratio: RatioSpec['ratio'], confidence: Confidence): Figure {
  const ratios = cases.flatMap(({ answered }) => {
    const parts = meanParts(answered, partsOf)
    if (!parts) return []
    return [{ ...ratio(parts), trials: answered.length }]
  })
  if (ratios.length === 0) return noFigure(nothingKnown(cases, 'no answer could be compared with gold'))
  const interval = repeatedRatioInterval(ratios, confidence)
  if (!interval) return noFigure('its denominator is 0: there are no items to count', ratios.length)
  const greedy = cases.some(({ answered }) => answered.some((trial) => trial.ingredients.items?.greedy))
  const { value, low, high } = interval
  const method = `micro average, linearised${confidence.ends === 'each' ? ', Clopper–Pearson' : ''}${greedy ? ', greedy pairing' : ''}`
  return { value, low, high, n: ratios.length, method, reason: missingNote(cases) }
}
