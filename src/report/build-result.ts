import { metricDefinition } from '../metrics/metrics.ts'
import type { MetricValue } from '../schema/metric.ts'
import type { Model } from '../schema/model.ts'
import type { Result } from '../schema/report.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { quantile } from '../statistics/quantile.ts'
import type { ModelTrials } from './collect-trials.ts'
import { JudgeCorrections } from './judge-corrections.ts'
import { plannedOf } from './planned-of.ts'
import { testOutcome } from './test-outcome.ts'

/** Counts of trials by how they came about. */
const countTrials = (trials: readonly TrialRecord[], planned: number): Result['trials'] => {
  const count = (is: (trial: TrialRecord) => boolean): number => trials.filter(is).length
  return {
    planned: Math.max(planned, trials.length),
    answered: count(({ status }) => status === 'answered'),
    errored: count(({ status }) => status === 'errored'),
    skipped: count(({ status }) => status === 'skipped'),
    replayed: count(({ replayed }) => replayed),
    reused: count(({ reused }) => reused),
    retried: count(({ status, attempts, callIds }) => status === 'answered' && attempts > Math.max(1, callIds.length)),
  }
}

const countTests = (trials: readonly TrialRecord[], task: TaskRecord): Result['tests'] => {
  const tests = { passed: 0, failed: 0, skipped: 0 }
  for (const ofCase of Map.groupBy(trials, (trial) => trial.case).values()) tests[testOutcome(ofCase, task)]++
  return tests
}

/** The sum over all answered trials; `null` as soon as one of them is unknown. */
const sumTokens = (trials: readonly TrialRecord[], of: keyof TrialRecord['tokens']): number | null => {
  const answered = trials.filter(({ status }) => status === 'answered')
  const known = answered.flatMap(({ tokens }) => tokens[of] ?? [])
  return answered.length === 0 || known.length < answered.length ? null : known.reduce((sum, tokens) => sum + tokens, 0)
}

/** The sum of what is known; `null` where nothing is. */
const sumKnown = (trials: readonly TrialRecord[], of: (trial: TrialRecord) => number | null): number | null =>
  trials.reduce<number | null>((sum, trial) => {
    const value = of(trial)
    return value === null ? sum : (sum ?? 0) + value
  }, null)

const latencies = (trials: readonly TrialRecord[]): Result['latencyMs'] => {
  const known = trials
    .flatMap(({ status, latencyMs }) => (status === 'answered' && latencyMs !== null ? [latencyMs] : []))
    .sort((a, b) => a - b)
  const at = (share: number): number | null => (known.length === 0 ? null : quantile(known, share))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), n: known.length }
}

const unknownMetric = (name: string): MetricValue => ({
  value: null,
  low: null,
  high: null,
  level: 0.95,
  n: 0,
  method: 'none',
  unit: 'share',
  direction: 'higher',
  reason: `this version knows no metric ${name}`,
})

const computeMetrics = (trials: readonly TrialRecord[], task: TaskRecord): Result['metrics'] => {
  const names = [...new Set([task.primary, ...task.metrics])]
  return Object.fromEntries(names.map((name) => [name, metricDefinition(name)?.compute(trials, task) ?? unknownMetric(name)]))
}

/** The judge that answered last; a report whose trials were judged by several names that one. */
const judgeOf = (trials: readonly TrialRecord[], corrections: JudgeCorrections): Result['judge'] => {
  const judges = trials.flatMap(({ judge }) => (judge && judge.at !== null ? [{ ...judge, at: judge.at }] : []))
  const [first] = judges
  if (first === undefined) return null
  const { model, simulated, promptHash, at } = judges.reduce((last, judge) => (judge.at > last.at ? judge : last), first)
  return { model, simulated, promptHash, at, calibrated: corrections.has(`${model} ${promptHash}`) }
}

const markGenerated = (checks: Result['checks'], generated: TaskRecord['generated'] = {}): Result['checks'] =>
  checks.map((check) => (Object.hasOwn(generated, check.name) ? { ...check, generated: generated[check.name] } : check))

/** Everything that the report says of one model in one task. `model` is its settings, where the run's header has them. */
export function buildResult(
  task: TaskRecord,
  label: string,
  model: Model | undefined,
  collected: ModelTrials,
  corrections: JudgeCorrections = new JudgeCorrections(new Map(), 0),
): Result {
  const { trials, checks, violations, errors } = collected
  return {
    task: task.name,
    useCase: task.useCase,
    taskHash: task.taskHash,
    promptHash: task.promptHash,
    checksHash: task.checksHash,
    caseSetHash: task.caseSetHash,
    model: label,
    modelId: model?.id ?? label,
    simulated: model?.simulated ?? trials.some(({ simulated }) => simulated),
    primary: task.primary,
    cases: task.cases,
    trials: countTrials(trials, plannedOf(task).get(label) ?? task.planned),
    tests: countTests(trials, task),
    checks: markGenerated(corrections.correct(task.name, checks, trials), task.generated),
    violations,
    errors,
    metrics: computeMetrics(trials, task),
    judge: judgeOf(trials, corrections),
    costNanoUsd: sumKnown(trials, ({ costNanoUsd }) => costNanoUsd),
    ...(trials.some(({ originalCostNanoUsd }) => originalCostNanoUsd !== undefined)
      ? { originalCostNanoUsd: sumKnown(trials, ({ costNanoUsd, originalCostNanoUsd = costNanoUsd }) => originalCostNanoUsd) }
      : {}),
    unpricedCalls: trials.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
    tokens: {
      input: sumTokens(trials, 'input'),
      output: sumTokens(trials, 'output'),
      cached: sumTokens(trials, 'cached'),
      reasoning: sumTokens(trials, 'reasoning'),
    },
    latencyMs: latencies(trials),
  }
}
