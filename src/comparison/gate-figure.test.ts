import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { itemTrial, missingTrial, singleTrial, testTrial } from '../metrics/testing/test-trial.ts'
import type { CheckResult } from '../schema/check.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { gateFigure } from './gate-figure.ts'
import { judgeGate } from './judge-gate.ts'

const TASK = { trials: { count: 1, pass: 'all' as const } }
const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const many = (n: number, one: (id: string) => TrialRecord, from = 0): TrialRecord[] =>
  Array.from({ length: n }, (_, index) => one(String(from + index).padStart(4, '0')))
const judge = (name: string, trials: TrialRecord[], gate: { min?: number; max?: number; bound?: 'value' }) => {
  const { figure, tooManyMissing } = gateFigure(metric(name), trials, TASK)
  return { figure, ...judgeGate({ bound: 'interval', ...gate }, figure, tooManyMissing) }
}

test('without missing cases the bounds are those of the metric', () => {
  const trials = many(40, (id) => singleTrial(id, 'right'))
  expect(gateFigure(metric('accuracy'), trials, TASK)).toEqual({ figure: metric('accuracy').bounds(trials, TASK), tooManyMissing: null })
})

test('up to 5 % missing cases move the bounds of a share as far as they could move its value', () => {
  const right = many(96, (id) => singleTrial(id, 'right'))
  const { figure, verdict } = judge('accuracy', [...right, ...many(4, missingTrial, 96)], { min: 0.93 })
  const whole = metric('accuracy').bounds(right, TASK)
  expect(whole.low).toBeGreaterThan(0.96)
  expect(figure.low).toBeCloseTo((whole.low ?? 0) - 0.04, 12)
  expect(figure.high).toBe(1)
  expect(figure.method).toBe('Clopper–Pearson, missing as 0 and as 1')
  expect(verdict).toBe('undecided')
  expect(judge('accuracy', right, { min: 0.93 }).verdict).toBe('passed')
})

test('more of them leave every gate undecided, between all missing 0 and all missing 1', () => {
  const trials = [...many(80, (id) => singleTrial(id, 'right')), ...many(20, missingTrial, 80)]
  for (const gate of [{ min: 0.5 }, { min: 0.5, bound: 'value' as const }]) {
    expect(judge('accuracy', trials, gate)).toMatchObject({
      verdict: 'undecided',
      reason: '20 of 100 cases are missing, expected at most 5 %',
      casesNeeded: null,
      figure: { value: 1, low: 0.8, high: 1 },
    })
  }
  const items = [...many(50, (id) => itemTrial(id, 3, 1, 0)), ...many(5, missingTrial, 50)]
  expect(judge('f1', items, { min: 0.1 }).reason).toBe('5 of 55 cases are missing, expected at most 5 %')
})

test('costs without a price and latencies without an answer are missing; time-outs are data of latency', () => {
  const priced = many(80, (id) => testTrial(id))
  const unpriced = many(20, (id) => testTrial(id, { costNanoUsd: null, unpricedCalls: 1 }), 80)
  expect(judge('cost', [...priced, ...unpriced], { max: 0.1 })).toMatchObject({
    verdict: 'undecided',
    reason: '20 of 100 cases are missing, expected at most 5 %',
  })
  expect(judge('latency', [...priced, ...many(20, missingTrial, 80)], { max: 1_000 }).verdict).toBe('undecided')
  expect(judge('cost', [...priced, ...unpriced.slice(0, 3)], { max: 0.1 }).verdict).toBe('passed')
  const late = many(20, (id) => missingTrial(id, { error: { kind: 'timeout', message: 'too late' } }), 80)
  expect(judge('latency', [...priced, ...late], { max: 1_000 })).toMatchObject({ verdict: 'passed', figure: { value: 100 } })
})

test('what no check could decide is missing, what a metric does not apply to is not', () => {
  const undecided: CheckResult = { name: 'polite', kind: 'judge', severity: 'critical', verdict: 'undecided', message: 'no answer' }
  const weights = { passedWeight: 4, decidedWeight: 4 }
  const decided = many(30, (id) => testTrial(id, { ingredients: { instructions: weights, quality: weights } }))
  const open = many(10, (id) => testTrial(id, { verdict: 'undecided', checks: [undecided] }), 30)
  const without = many(10, (id) => testTrial(id), 40)
  for (const name of ['pass-rate', 'quality']) expect(judge(name, [...decided, ...open], { min: 0.5 }).verdict).toBe('undecided')
  expect(metric('quality').missing([...decided, ...open, ...without])).toEqual({ missing: 10, of: 40 })
  expect(judge('quality', [...decided, ...without], { min: 0.8 }).verdict).toBe('passed')
})

test('a case counts as long as one of its trials was answered; nothing answered has no value', () => {
  const trials = many(20, (id) => testTrial(id)).flatMap((trial) => [trial, missingTrial(trial.case, { trial: 1 })])
  expect(metric('pass-rate').missing(trials)).toEqual({ missing: 0, of: 20 })
  expect(judge('accuracy', many(5, missingTrial), { min: 0.5 })).toMatchObject({ verdict: 'undecided', reason: 'no trial was answered' })
})
