import type { TrialDetail } from '../../schema/record-store.ts'
import type { MetricValue } from '../../schema/metric.ts'
import type { Result } from '../../schema/report.ts'
import type { TrialRecord } from '../../schema/trial-record.ts'
import type { SampleModel, SampleTask } from './sample-plan.ts'

const share = (right: number, n: number, name: string): MetricValue => {
  const value = n === 0 ? null : right / n
  const half = value === null ? 0 : 1.96 * Math.sqrt((value * (1 - value)) / n + 0.0004)
  const bounds = value === null ? { low: null, high: null } : { low: Math.max(0, value - half), high: Math.min(1, value + half) }
  return {
    value,
    ...bounds,
    level: 0.95,
    n,
    method: name,
    unit: 'share',
    direction: 'higher',
    reason: n === 0 ? 'no answered trial' : null,
  }
}

const spread = (value: number, unit: string, n: number): MetricValue => ({
  value,
  low: value * 0.93,
  high: value * 1.08,
  level: 0.95,
  n,
  method: 't',
  unit,
  direction: 'lower',
  reason: null,
})

const quantileOf = (sorted: number[], q: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? null

/** The first three failures of each check. */
const violationsOf = (trials: TrialRecord[]): Result['violations'] => {
  const failed = trials.flatMap(({ checks, case: caseId, trial }) =>
    checks
      .filter(({ verdict }) => verdict === 'failed')
      .map(({ name, kind: _, verdict: __, ...check }) => ({ check: name, case: caseId, trial, ...check })),
  )
  return [...Map.groupBy(failed, ({ check }) => check).values()].flatMap((examples) => examples.slice(0, 3))
}

/** One task and model of the sample, counted from its trials. */
export function sampleResult(task: SampleTask, model: SampleModel, details: TrialDetail[], cases: number): Result {
  const trials = details.map(({ trial }) => trial)
  const answered = trials.filter((trial) => trial.status === 'answered')
  const right = answered.filter((trial) => trial.ingredients.single?.right === true).length
  const errored = trials.length - answered.length
  const cost = answered.reduce((sum, trial) => sum + (trial.costNanoUsd ?? 0), 0)
  const latencies = answered.map((trial) => trial.latencyMs ?? 0).sort((a, b) => a - b)
  const checks = task.checks.map((check, index) => {
    const count = (verdict: string): number => answered.filter((trial) => trial.checks[index]?.verdict === verdict).length
    const [passed, failed] = [count('passed'), count('failed')]
    const failedShare = { ...share(failed, passed + failed, 'Wilson'), direction: 'lower' as const }
    return { ...check, passed, failed, undecided: count('undecided'), failedShare }
  })
  const metrics: Record<string, MetricValue> = {
    [task.primary]: share(right, answered.length, 'Wilson'),
    'pass-rate': share(answered.filter((trial) => trial.verdict === 'passed').length, answered.length, 'Wilson'),
    'instruction-following': share(answered.length - Math.ceil(right * 0.05), answered.length, 'bootstrap'),
    consistency: share(right, answered.length, 'Krippendorff'),
    cost: spread(cost / Math.max(1, cases) / 1e9, 'USD', cases),
    latency: spread(quantileOf(latencies, 0.5) ?? 0, 'ms', answered.length),
  }
  return {
    task: task.name,
    useCase: 'lecture-analysis',
    taskHash: 't1',
    promptHash: 'p1',
    checksHash: 'c1',
    caseSetHash: 's1',
    model: model.label,
    modelId: model.id,
    simulated: model.simulated,
    primary: task.primary,
    cases,
    trials: { planned: trials.length, answered: answered.length, errored, skipped: 0, replayed: 0, reused: 0, retried: 4 },
    tests: { passed: right, failed: answered.length - right, skipped: errored },
    checks,
    violations: violationsOf(answered),
    errors: errored === 0 ? [] : [{ kind: 'timeout', count: errored, example: 'No answer within 60,000 ms; three attempts were made' }],
    metrics,
    judge:
      task.name === 'lecture-concepts'
        ? { model: 'sonnet', simulated: false, promptHash: 'j1', at: '2026-11-21T05:00:00.000Z', calibrated: false }
        : null,
    costNanoUsd: cost,
    unpricedCalls: 0,
    tokens: { input: 412 * answered.length, output: 180 * answered.length, cached: 128 * answered.length, reasoning: 0 },
    latencyMs: { p50: quantileOf(latencies, 0.5), p95: quantileOf(latencies, 0.95), p99: quantileOf(latencies, 0.99), n: latencies.length },
  }
}
