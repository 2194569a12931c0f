import { rankOverTasks } from '../comparison/rank-over-tasks.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { Ranking } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { ModelTrials } from './collect-trials.ts'
import { askedOfAll } from './compare-task.ts'

/** Two models can be ranked. */
const LEAST_MODELS = 2

/**
 * The ranking of a use case over its tasks, by their primary metrics: one entry where two models or more took part in each of two tasks or more, and
 * those metrics are shares of which more is better; else none. Where asking stopped early, models are ranked on the cases that all were asked.
 */
export function rankUseCase(
  useCase: string,
  parts: readonly { task: Pick<TaskRecord, 'name' | 'primary'>; trials: ReadonlyMap<string, Pick<ModelTrials, 'trials' | 'notAsked'>> }[],
  seed: number,
): Ranking[] {
  const [first, ...others] = parts
  if (first === undefined || others.length === 0) return []
  const common = [...first.trials.keys()].filter((model) => others.every(({ trials }) => trials.has(model)))
  if (common.length < LEAST_MODELS) return []
  const tasks = parts.flatMap(({ task, trials }) => {
    const metric = metricDefinition(task.primary)
    if (metric === null) return []
    const scores = new Map([...trials].map(([model, own]) => [model, metric.scores(own.trials)]))
    return [{ task: task.name, metric, scores: askedOfAll(scores, trials) }]
  })
  const ranking = tasks.length < parts.length ? null : rankOverTasks(useCase, tasks, seed)
  return ranking === null ? [] : [ranking]
}
