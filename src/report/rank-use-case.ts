import { rankOverTasks } from '../comparison/rank-over-tasks.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { Ranking } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { ModelTrials } from './collect-trials.ts'
import { askedOfAll } from './compare-task.ts'
import { rankedFigures } from './ranked-figures.ts'
import type { RankedFigures } from './ranked-figures.ts'

/** Two models can be ranked. */
const LEAST_MODELS = 2

/** What is known of one task. */
export interface RankedPart extends Pick<RankedFigures, 'results'> {
  task: Pick<TaskRecord, 'name' | 'primary' | 'trials'>
  trials: ReadonlyMap<string, Pick<ModelTrials, 'trials' | 'notAsked'>>
}

/**
 * The ranking of a use case over its tasks, by their primary metrics: one entry where two models or more took part in each of two tasks or more, and
 * those metrics are shares of which more is better; else none. Where asking stopped early, models are ranked on the cases that all were asked.
 */
export function rankUseCase(useCase: string, parts: readonly RankedPart[], seed: number): Ranking[] {
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return []
  const common = [...first.trials.keys()].filter((model) => others.every(({ trials }) => trials.has(model)))
  if (common.length < LEAST_MODELS) return []
  const tasks = parts.flatMap(({ task, trials, results }) => {
    const metric = metricDefinition(task.primary)
    if (metric === null) return []
    const scores = new Map([...trials].map(([model, own]) => [model, metric.scores(own.trials)]))
    return [
      { task: task.name, metric, scores: askedOfAll(scores, trials), figureOf: rankedFigures({ task, metric, trials, scores, results }) },
    ]
  })
  const ranking = tasks.length < parts.length ? null : rankOverTasks(useCase, tasks, seed)
  return ranking === null ? [] : [ranking]
}
