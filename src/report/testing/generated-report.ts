import type { MetricValue } from '../../schema/metric.ts'
import type { Report, Result } from '../../schema/report.ts'

export const generatedMetric = (value: number | null, over: Partial<MetricValue> = {}): MetricValue => ({
  value,
  low: value === null ? null : Math.max(0, value - 0.03),
  high: value === null ? null : Math.min(1, value + 0.03),
  level: 0.95,
  n: 20,
  method: 'wilson',
  unit: 'share',
  direction: 'higher',
  reason: value === null ? 'the task has no gold' : null,
  ...over,
})

export const generatedCheckCount = (name: string, passed: number, failed: number, over: Partial<Result['checks'][number]> = {}) => ({
  name,
  kind: name,
  severity: 'critical' as const,
  passed,
  failed,
  undecided: 0,
  failedShare: generatedMetric(failed / (passed + failed), { direction: 'lower', n: passed + failed }),
  ...over,
})

export const generatedResult = (model: string, f1: number | null, over: Partial<Result> = {}): Result => ({
  task: 'concepts',
  useCase: 'default',
  taskHash: 'taskhash',
  promptHash: 'prompthash',
  checksHash: 'checkshash',
  caseSetHash: 'casesethash',
  model,
  modelId: model,
  simulated: model.startsWith('sim:'),
  primary: 'f1',
  cases: 20,
  trials: { planned: 20, answered: 20, errored: 0, skipped: 0, replayed: 0, reused: 0, retried: 0 },
  tests: { passed: 18, failed: 2, skipped: 0 },
  checks: [generatedCheckCount('no-overlap', 18, 2)],
  violations: [
    {
      check: 'no-overlap',
      severity: 'critical',
      case: 'lecture-4',
      trial: 0,
      message: 'found spans 10–30 and 20–40, expected none to overlap',
      found: 'spans 10–30 and 20–40',
      expected: 'none to overlap',
    },
  ],
  errors: [],
  metrics: {
    f1: generatedMetric(f1),
    accuracy: generatedMetric(f1 === null ? null : f1 + 0.02),
    completeness: generatedMetric(f1 === null ? null : f1 - 0.02),
    'instruction-following': generatedMetric(0.9),
  },
  judge: null,
  costNanoUsd: 2_100_000,
  unpricedCalls: 0,
  tokens: { input: 24_000, output: 1_600, cached: 0, reasoning: 0 },
  latencyMs: { p50: 312, p95: 1240, p99: 1900, n: 20 },
  ...over,
})

const RUN: Report['run'] = {
  id: '20261121t045512z-x7k2q9',
  useCase: 'default',
  startedAt: '2026-11-21T04:55:12.000Z',
  finishedAt: '2026-11-21T04:56:40.000Z',
  status: 'complete',
  stopReason: null,
  commit: 'fdc3a9b',
  dirty: false,
  seed: 1,
  configHash: 'c0ffee',
  versions: { taskbench: '0.1.0', vitest: '5.1.0', node: '24.21.0' },
  shards: null,
  generalModel: null,
  priceDate: '2026-11-01',
}

const entry = (model: string, score: number | null, tiedWithBest: boolean | null) => ({
  model,
  score,
  low: score === null ? null : score - 0.03,
  high: score === null ? null : score + 0.03,
  tiedWithBest,
})

const comparison = (a: string, b: string, difference: number, adjustedPValue: number, verdict: 'better' | 'no difference found') => ({
  task: 'concepts',
  metric: 'f1',
  a,
  b,
  n: 20,
  unpaired: 0,
  difference,
  low: difference - 0.04,
  high: difference + 0.04,
  pValue: adjustedPValue / 2,
  adjustedPValue,
  method: 'sign flips',
  verdict,
  smallestDetectable: 0.06,
  margin: null,
})

const RESULTS: Result[] = [
  generatedResult('sim:hasty', 0.71, { violations: [], tests: { passed: 11, failed: 9, skipped: 0 } }),
  generatedResult('sim:careful', 0.91),
  generatedResult('mini, cold', 0.89, { costNanoUsd: null, unpricedCalls: 20, latencyMs: { p50: 820, p95: null, p99: null, n: 5 } }),
  generatedResult('sim:faulty', null, {
    trials: { planned: 20, answered: 0, errored: 20, skipped: 0, replayed: 0, reused: 0, retried: 20 },
    tests: { passed: 0, failed: 20, skipped: 0 },
    violations: [],
    errors: [{ kind: 'transient', count: 20, example: 'connection reset' }],
    metrics: { f1: generatedMetric(null, { reason: 'no trial was answered' }) },
    costNanoUsd: 0,
    latencyMs: { p50: null, p95: null, p99: null, n: 0 },
  }),
]

const GATES: Report['gates'] = [
  {
    task: 'concepts',
    model: 'sim:careful',
    metric: 'f1',
    rule: 'f1 ≥ 0.8',
    value: 0.91,
    low: 0.88,
    high: 0.94,
    verdict: 'passed',
    casesNeeded: null,
    reason: null,
  },
  {
    task: 'concepts',
    model: 'sim:hasty',
    metric: 'f1',
    rule: 'f1 ≥ 0.8',
    value: 0.71,
    low: 0.68,
    high: 0.74,
    verdict: 'failed',
    casesNeeded: null,
    reason: 'the interval lies below 0.8',
  },
  {
    task: 'concepts',
    model: 'mini, cold',
    metric: 'accuracy',
    rule: 'accuracy ≥ 0.9',
    value: 0.91,
    low: 0.88,
    high: 0.94,
    verdict: 'undecided',
    casesNeeded: 140,
    reason: 'the interval contains 0.9; about 140 cases would decide it',
  },
]

/** A report of one task: a best model, one that is tied with it, a worse one that is unpriced, and one without a score. */
export const generatedReport = (over: Partial<Report> = {}): Report => ({
  schema: 'taskbench/report@1',
  run: RUN,
  results: RESULTS,
  ranking: [
    {
      task: 'concepts',
      metric: 'f1',
      entries: [
        entry('sim:careful', 0.91, true),
        entry('mini, cold', 0.89, true),
        entry('sim:hasty', 0.71, false),
        entry('sim:faulty', null, null),
      ],
    },
  ],
  comparisons: [
    comparison('sim:careful', 'mini, cold', 0.02, 0.41, 'no difference found'),
    comparison('sim:careful', 'sim:hasty', 0.2, 0.002, 'better'),
  ],
  cost: {
    totalNanoUsd: 4_200_000,
    simulatedNanoUsd: 4_200_000,
    estimatedNanoUsd: null,
    byModel: { 'sim:careful': 2_100_000, 'sim:hasty': 2_100_000 },
    byPhase: { execution: 4_200_000 },
    byTask: { concepts: 4_200_000 },
    useCaseNanoUsd: 4_200_000,
    unpricedCalls: 20,
  },
  gates: GATES,
  ...over,
})
