import { compareModels } from '../comparison/compare-models.ts'
import { rankModels } from '../comparison/rank-models.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import type { FindBaseline } from '../schema/find-baseline.ts'
import { STOPPED_EARLY } from '../schema/is-not-asked.ts'
import type { CaseScore } from '../schema/metric-definition.ts'
import type { GateResult, Report, Result } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { ModelTrials } from './collect-trials.ts'
import { gateResults } from './judge-gates.ts'
import type { watchedGateResults } from './judge-watched.ts'
import { rankedFigures } from './ranked-figures.ts'

export interface ComparedTask {
  task: TaskRecord
  /** By model. */
  trials: ReadonlyMap<string, Pick<ModelTrials, 'trials' | 'notAsked'>>
  /** What the report says of each model. */
  results: readonly Pick<Result, 'model' | 'metrics'>[]
  seed: number
  find?: FindBaseline | undefined
  /** Judges the gates of tasks with `stop: decided`; loaded only where there is one. */
  watched?: typeof watchedGateResults | undefined
}

/**
 * Ranking, comparisons and gates of a task, by the trials of each of its models. Without its primary metric nothing is ranked. Where asking
 * stopped early, two models are compared on the cases that both were asked, and all ranked on those that all were.
 */
export function compareTask({
  task,
  trials,
  results,
  seed,
  find,
  watched,
}: ComparedTask): Pick<Report, 'ranking' | 'comparisons' | 'gates'> {
  const metric = metricDefinition(task.primary)
  const scores = metric === null ? null : new Map([...trials].map(([model, each]) => [model, metric.scores(each.trials)]))
  const notAsked = new Map([...trials].map(([model, each]) => [model, new Set(each.notAsked.map(({ caseHash }) => caseHash))]))
  const comparisons =
    metric === null || scores === null ? [] : labelled(compareModels(task.name, metric, scores, seed, null, notAsked), notAsked)
  return {
    ranking:
      metric === null || scores === null
        ? []
        : [
            rankModels(
              task.name,
              metric,
              askedOfAll(scores, trials),
              comparisons,
              rankedFigures({ task, metric, trials, scores, results }),
            ),
          ],
    comparisons,
    gates: [...trials].flatMap(([model, each]) => gatesOf({ task, seed, find, watched }, model, each)),
  }
}

/** Comparisons with a model that stopped early say so: their intervals are not those of a fixed number of cases. */
function labelled(comparisons: Report['comparisons'], notAsked: ReadonlyMap<string, ReadonlySet<string>>): Report['comparisons'] {
  const hasStopped = (model: string): boolean => (notAsked.get(model)?.size ?? 0) > 0
  return comparisons.map((each) =>
    hasStopped(each.a) || hasStopped(each.b) ? { ...each, method: `${each.method}, ${STOPPED_EARLY}` } : each,
  )
}

function gatesOf(
  { task, seed, find, watched }: Omit<ComparedTask, 'trials' | 'results'>,
  model: string,
  { trials, notAsked }: Pick<ModelTrials, 'trials' | 'notAsked'>,
): GateResult[] {
  // All cases count, also those that a filter left out: a gate never judges a part.
  const planned = task.cases * task.trials.count
  if (task.stop === undefined || watched === undefined) return gateResults(task, planned, model, trials, find)
  return watched({ task, planned, model, trials: [...trials, ...notAsked], seed, find })
}

/** The scores of each model on the cases that all of them were asked. */
export function askedOfAll(
  scores: ReadonlyMap<string, readonly CaseScore[]>,
  trials: ReadonlyMap<string, Pick<ModelTrials, 'notAsked'>>,
): ReadonlyMap<string, readonly CaseScore[]> {
  const left = new Set([...trials.values()].flatMap(({ notAsked }) => notAsked.map(({ caseHash }) => caseHash)))
  if (left.size === 0) return scores
  return new Map([...scores].map(([model, own]) => [model, own.filter(({ caseHash }) => !left.has(caseHash))]))
}
