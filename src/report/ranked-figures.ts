import type { FigureOf } from '../comparison/figure-of.ts'
import type { CaseScore, MetricDefinition } from '../schema/metric-definition.ts'
import type { Result } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { ModelTrials } from './collect-trials.ts'

export interface RankedFigures {
  task: Pick<TaskRecord, 'trials'>
  metric: MetricDefinition
  /** By model. */
  trials: ReadonlyMap<string, Pick<ModelTrials, 'trials'>>
  scores: ReadonlyMap<string, readonly CaseScore[]>
  results: readonly Pick<Result, 'model' | 'metrics'>[]
}

/**
 * The figures that models are ranked by are those of their results, so that a report says one thing of one thing; a model that is ranked on a part of its
 * cases has the same metric on the trials of these.
 */
export function rankedFigures({ task, metric, trials, scores, results }: RankedFigures): FigureOf {
  return (model, counted) => {
    if (counted.length === 0) return { score: null, low: null, high: null }
    const own = trials.get(model)?.trials ?? []
    const isWhole = counted.length === (scores.get(model) ?? []).filter(isKnown).length
    const known = isWhole ? results.find((result) => result.model === model)?.metrics[metric.name] : undefined
    const { value, low, high } = known ?? metric.compute(isWhole ? own : ofCases(own, counted), task)
    return { score: value, low, high }
  }
}

const isKnown = ({ score, parts }: CaseScore): boolean => parts !== undefined || score !== null

function ofCases<T extends { case: string }>(trials: readonly T[], scores: readonly CaseScore[]): T[] {
  const cases = new Set(scores.map((score) => score.case))
  return trials.filter((trial) => cases.has(trial.case))
}
