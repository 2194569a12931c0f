import { mean } from 'simple-statistics'
import { watchGate } from '../comparison/gate-watch.ts'
import { isSet } from '../comparison/watch-threshold.ts'
import { metricDefinition } from '../metrics/metrics.ts'
import { STOPPED_EARLY } from '../schema/is-not-asked.ts'
import type { MetricValue } from '../schema/metric.ts'
import type { Result } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { bettingInterval } from '../statistics/betting-sequence.ts'
import type { ModelTrials } from './collect-trials.ts'
import { askedInOrder } from './judge-watched.ts'

/**
 * The result of a task with `stop: decided`: the intervals of the metrics that were watched by bets hold whenever asking stops; where it did stop,
 * the others are labelled, and what was not asked is counted apart.
 */
export function watchedResult(result: Result, task: TaskRecord, { trials, notAsked }: ModelTrials, seed: number): Result {
  const asked = askedInOrder([...trials, ...notAsked], seed, task.name)
  const watched = task.gates.filter(({ min, max }) => min !== undefined || max !== undefined).map(({ metric }) => metric)
  const bets = [...new Set(watched)].filter((name) => isBetOn(name, task))
  const stopped = notAsked.length > 0
  const metrics = Object.entries(result.metrics).map(([name, value]): [string, MetricValue] => {
    if (bets.includes(name)) return [name, anytimeValue(name, value, asked, task.cases)]
    return [name, stopped ? { ...value, method: `${value.method}, ${STOPPED_EARLY}` } : value]
  })
  if (!stopped) return { ...result, metrics: Object.fromEntries(metrics) }
  const cases = new Set(notAsked.map((trial) => trial.case)).size
  const run = trials.filter(({ status }) => status !== 'skipped')
  const callsPerTrial = run.length === 0 ? 1 : run.reduce((sum, { callIds }) => sum + callIds.length, 0) / run.length
  const callsSaved = Math.round(notAsked.length * callsPerTrial)
  return {
    ...result,
    metrics: Object.fromEntries(metrics),
    trials: {
      ...result.trials,
      planned: Math.max(result.trials.planned, trials.length + notAsked.length),
      notAsked: notAsked.length,
      callsSaved,
    },
    tests: { ...result.tests, skipped: result.tests.skipped + cases },
    stopped: { casesAsked: asked.length, watched: bets },
  }
}

function isBetOn(name: string, task: TaskRecord): boolean {
  const metric = metricDefinition(name)
  return metric !== null && watchGate({ min: 0, bound: 'interval' }, metric, task.cases, isSet(task)) !== null
}

/** The mean over the cases that were asked, with the interval of the bets. */
function anytimeValue(name: string, value: MetricValue, asked: readonly TrialRecord[][], planned: number): MetricValue {
  const metric = metricDefinition(name)
  const scores = metric === null ? [] : asked.flatMap((trials) => metric.scores(trials)).map(({ score }) => score)
  const known = scores.filter((score) => score !== null)
  if (known.length === 0 || value.value === null) return value
  return { ...value, value: mean(known), ...bettingInterval(scores, planned, value.level), n: known.length, method: 'bets, anytime-valid' }
}
