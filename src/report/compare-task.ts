import { compareModels } from '../comparison/compare-models.ts'
import { rankModels } from '../comparison/rank-models.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import type { Report } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { gateResults } from './judge-gates.ts'

/** Ranking, comparisons and gates of a task, by the trials of each of its models. Without its primary metric nothing is ranked. */
export function compareTask(
  task: TaskRecord,
  trialsByModel: ReadonlyMap<string, readonly TrialRecord[]>,
  seed: number,
  find?: FindBaseline,
): Pick<Report, 'ranking' | 'comparisons' | 'gates'> {
  const metric = metricDefinition(task.primary)
  const scores = metric === null ? null : new Map([...trialsByModel].map(([model, trials]) => [model, metric.scores(trials)]))
  const comparisons = metric === null || scores === null ? [] : compareModels(task.name, metric, scores, seed)
  // All cases count, also those that a filter left out: a gate never judges a part.
  const planned = task.cases * task.trials.count
  return {
    ranking: metric === null || scores === null ? [] : [rankModels(task.name, metric, scores, comparisons)],
    comparisons,
    gates: [...trialsByModel].flatMap(([model, trials]) => gateResults(task, planned, model, trials, find)),
  }
}
