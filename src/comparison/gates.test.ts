import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import { singleTrial } from '../metrics/testing/test-trial.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { MetricValue } from '../schema/metric.ts'
import { binomialMass } from '../statistics/binomial.ts'
import { casesNeeded } from './cases-needed.ts'
import { flipProbability } from './flip-probability.ts'
import { gateRule } from './gate-rule.ts'
import { GATE_LEVEL } from '../schema/gate-level.ts'
import { judgeGate } from './judge-gate.ts'
import { judgeRegression, judgeRegressions } from './judge-regression.ts'
import { discordant, scoresOf } from './testing/scores.ts'

const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const figure = (value: number | null, low: number | null, high: number | null, over: Partial<MetricValue> = {}): MetricValue => ({
  value,
  low,
  high,
  level: GATE_LEVEL,
  n: 20,
  method: 't',
  unit: 'share',
  direction: 'higher',
  reason: null,
  ...over,
})
const interval = { bound: 'interval' as const }
const bare = { bound: 'value' as const }

test('a threshold has three outcomes', () => {
  expect(judgeGate({ ...interval, min: 0.8 }, figure(0.9, 0.8, 0.95))).toEqual({ verdict: 'passed', casesNeeded: null, reason: null })
  expect(judgeGate({ ...interval, min: 0.8 }, figure(0.6, 0.5, 0.79))).toMatchObject({
    verdict: 'failed',
    reason: 'the 90 % interval 0.5 to 0.79 lies below 0.8',
  })
  expect(judgeGate({ ...interval, min: 0.8 }, figure(0.9, 0.7, 0.95))).toEqual({
    verdict: 'undecided',
    casesNeeded: 80,
    reason: 'the 90 % interval 0.7 to 0.95 contains 0.8; about 80 cases would decide it if the value stays 0.9',
  })
  expect(judgeGate({ ...interval, min: 0.8 }, figure(0.75, 0.5, 0.9)).casesNeeded).toBe(180)
})

test('an upper bound works the other way round', () => {
  expect(judgeGate({ ...interval, max: 0.02 }, figure(0.01, 0.005, 0.02)).verdict).toBe('passed')
  expect(judgeGate({ ...interval, max: 0.02 }, figure(0.05, 0.03, 0.09))).toMatchObject({
    verdict: 'failed',
    reason: 'the 90 % interval 0.03 to 0.09 lies above 0.02',
  })
  expect(judgeGate({ ...interval, max: 0.02 }, figure(0.015, 0.01, 0.03)).casesNeeded).toBe(180)
  expect(judgeGate({ ...interval, min: 0.2, max: 0.8 }, figure(0.5, 0.3, 0.7)).verdict).toBe('passed')
  expect(judgeGate({ ...interval, min: 0.2, max: 0.8 }, figure(0.5, 0.1, 0.7)).verdict).toBe('undecided')
})

test('no value and no interval are undecided, with the reason', () => {
  expect(judgeGate({ ...interval, min: 0.8 }, figure(null, null, null, { reason: 'no case has gold' }))).toEqual({
    verdict: 'undecided',
    casesNeeded: null,
    reason: 'no case has gold',
  })
  expect(judgeGate({ ...interval, max: 500 }, figure(300, null, null, { reason: 'an interval needs 72 cases' })).reason).toBe(
    'there is no interval: an interval needs 72 cases',
  )
  expect(judgeGate({ ...interval, max: 500 }, figure(300, 200, null)).verdict).toBe('undecided')
  expect(judgeGate({ ...interval, max: 500 }, figure(900, 600, null)).verdict).toBe('failed')
  expect(judgeGate(interval, figure(1, 1, 1))).toMatchObject({ verdict: 'undecided', reason: 'the gate has no bound' })
})

test('the bare value is compared on request, and the coin toss is said: 28 % for 0.85 against 0.8 with 20 cases', () => {
  const trials = Array.from({ length: 20 }, (_, i) => singleTrial(`case ${i}`, i < 17 ? 'right' : 'wrong'))
  const value = metric('accuracy').bounds(trials, { trials: { count: 1, pass: 'all' } })
  expect(value.method).toBe('Clopper–Pearson')
  expect(flipProbability(value, 0.8, 'min')).toBeCloseTo(0.282, 3)
  expect(judgeGate({ ...bare, min: 0.8 }, value)).toEqual({
    verdict: 'passed',
    casesNeeded: null,
    reason: 'the bare value was compared; two identical runs would disagree 28 % of the time',
  })
  expect(judgeGate({ ...interval, min: 0.8 }, value).verdict).toBe('undecided')
  expect(judgeGate({ ...bare, max: 0.8 }, value).verdict).toBe('failed')
  expect(flipProbability(value, 0.85, 'max')).toBeGreaterThan(0.4)
  expect(flipProbability(figure(0.5, 0.4, 0.6), 0.5, 'min')).toBeCloseTo(0.5, 9)
  expect(flipProbability(figure(0.5, 0.5, 0.5), 0.4, 'min')).toBe(0)
  expect(judgeGate({ ...bare, max: 500 }, figure(300, null, null))).toMatchObject({
    verdict: 'passed',
    reason: 'the bare value was compared',
  })
})

test.each([8, 20, 60])('with %d cases a threshold that is just true is passed, and failed, in at most 5 of 100 runs, enumerated', (n) => {
  const task = { trials: { count: 1, pass: 'all' as const } }
  const bounds = Array.from({ length: n + 1 }, (_, right) =>
    metric('accuracy').bounds(
      Array.from({ length: n }, (__, i) => singleTrial(`case ${i}`, i < right ? 'right' : 'wrong')),
      task,
    ),
  )
  for (const p of [0.05, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99]) {
    const chance = { passed: 0, failed: 0, undecided: 0, skipped: 0 }
    bounds.forEach((value, right) => (chance[judgeGate({ ...interval, min: p }, value).verdict] += binomialMass(right, n, p)))
    expect(chance.passed).toBeLessThanOrEqual(0.05)
    expect(chance.failed).toBeLessThanOrEqual(0.05)
  }
})

test('the cases needed grow with the square of the precision wanted', () => {
  expect(casesNeeded(20, 0.2, 0.1)).toBe(80)
  expect(casesNeeded(20, 0.05, 0.1)).toBe(21)
  expect([casesNeeded(20, 0.2, 0), casesNeeded(20, 0.2, 1e-9), casesNeeded(20, Infinity, 0.1)]).toEqual([null, null, null])
})

test('a gate reads as a rule', () => {
  const gate = { metric: 'f1', undecided: 'warn' as const }
  expect(gateRule({ ...gate, ...interval, min: 0.8 })).toBe('f1 ≥ 0.8')
  expect(gateRule({ ...gate, ...bare, max: 0.02 })).toBe('f1 ≤ 0.02 (bare value)')
  expect(gateRule({ ...gate, ...interval, baseline: 'main', margin: 0.02 })).toBe('f1 not worse than main by more than 0.02')
})

test('a regression fails, a shown equality passes, few cases are undecided', () => {
  const { first, second } = discordant(40, 2, 100)
  expect(judgeRegression(second, first, metric('accuracy'))).toMatchObject({
    verdict: 'failed',
    value: -0.38,
    reason: 'it is worse by more than 0.05',
  })
  expect(judgeRegression(second, first, metric('hallucination')).verdict).toBe('passed')
  const same = discordant(3, 3, 400)
  expect(judgeRegression(same.first, same.second, metric('accuracy'))).toMatchObject({
    verdict: 'passed',
    reason: 'not worse by more than 0.05 (shown at 95 %)',
  })
  const few = judgeRegression(same.first.slice(0, 10), same.second.slice(0, 10), metric('accuracy'))
  expect(few.verdict).toBe('undecided')
  expect(judgeRegression(same.first.slice(200, 220), same.first.slice(200, 220), metric('accuracy'))).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(/^a change of −0.05 lies inside the interval; about \d+ cases would decide it/),
  })
})

test('cost and latency are compared as ratios of cases', () => {
  const base = scoresOf(Array.from({ length: 30 }, (_, i) => 0.01 * (1 + (i % 5))))
  const times = (factor: number) => base.map((score) => ({ ...score, score: (score.score ?? 0) * factor }))
  expect(judgeRegression(times(1.2), base, metric('cost'))).toMatchObject({ verdict: 'failed' })
  expect(judgeRegression(times(1.02), base, metric('cost'))).toMatchObject({ verdict: 'passed' })
  expect(judgeRegression(times(1.02), base, metric('cost'), 0.01)).toMatchObject({
    verdict: 'failed',
    reason: 'it is worse by more than 0.01',
  })
  expect(judgeRegression(times(0), base, metric('cost'))).toMatchObject({ verdict: 'undecided', value: null })
})

test('nothing in common, and missing data, are undecided', () => {
  expect(judgeRegression([], [], metric('accuracy')).reason).toBe('no case is in both the run and the baseline')
  const full = scoresOf(Array.from({ length: 20 }, () => 1))
  expect(judgeRegression(full.slice(3), full, metric('accuracy'))).toMatchObject({
    verdict: 'undecided',
    value: 0,
    reason: '3 of 20 cases are missing on one side, expected at most 5 %',
  })
  expect(judgeRegression(scoresOf([0.5]), scoresOf([0.5]), metric('quality')).reason).toBe(
    'the change cannot be computed: too few cases, or a ratio without a denominator',
  )
})

/** P(failed) and P(passed), enumerated over all tables of n pairs whose runs agree with correlation φ. */
function enumerated(n: number, now: number, before: number, phi: number, margin: number): { failed: number; passed: number } {
  const both = now * before + phi * Math.sqrt(now * (1 - now) * before * (1 - before))
  const sums = { failed: 0, passed: 0, undecided: 0, skipped: 0 }
  for (let b = 0; b <= n; b++) {
    for (let c = 0; c <= n - b; c++) {
      const mass = binomialMass(b, n, now - both) * binomialMass(c, n - b, (before - both) / (1 - now + both))
      if (mass < 1e-7) continue
      const { first, second } = discordant(b, c, n)
      sums[judgeRegression(first, second, metric('accuracy'), margin).verdict] += mass
    }
  }
  return sums
}

test.each([
  [20, 0.9, 0.05],
  [20, 0.7, 0.05],
  [20, 0.8, 0],
  [50, 0.9, 0.05],
])('with %d cases and a true loss of just the margin (%d, %d) at most 5 %% fail and at most 5 %% pass, enumerated', (n, before, margin) => {
  const { failed, passed } = enumerated(n, before - margin, before, 0.3, margin)
  expect(failed).toBeLessThanOrEqual(0.05)
  expect(passed).toBeLessThanOrEqual(0.05)
})

test('a loss from 0.9 to 0.7 is found in 30 % of the runs with 20 cases and 85 % with 50', () => {
  expect(enumerated(20, 0.7, 0.9, 0.3, 0).failed).toBeGreaterThanOrEqual(0.3)
  expect(enumerated(50, 0.7, 0.9, 0.3, 0).failed).toBeGreaterThanOrEqual(0.85)
})

test('of many gates one that is just significant does not fail; one that is clear does', () => {
  const just = discordant(8, 1, 60)
  const gate = { current: just.second, base: just.first, metric: metric('accuracy'), margin: 0 }
  expect(judgeRegressions([gate])[0]?.verdict).toBe('failed')
  const clear = discordant(30, 1, 60)
  const [among, found] = judgeRegressions([
    ...Array.from({ length: 12 }, () => gate),
    { ...gate, current: clear.second, base: clear.first },
  ]).slice(-2)
  expect(among).toMatchObject({
    verdict: 'undecided',
    reason: expect.stringMatching(/^alone it would be worse by more than 0, but as one of 13 gates its p is 0\.\d+$/),
  })
  expect(found?.verdict).toBe('failed')
  expect(judgeRegressions([])).toEqual([])
  // A part of a family is judged no more lightly than all of it.
  expect(judgeRegressions([gate], 13)).toMatchObject([{ verdict: 'undecided', reason: expect.stringContaining('as one of 13 gates') }])
})

test('what is missing widens the change of a share by as much as it could be', () => {
  const full = scoresOf(Array.from({ length: 100 }, (_, i) => Number(i < 80)))
  const gaps = full.map((score, i) => (i < 3 ? { ...score, score: null } : score))
  const [whole, open] = [judgeRegression(full, full, metric('accuracy')), judgeRegression(gaps, full, metric('accuracy'))]
  expect((open.low ?? 0) - (whole.low ?? 0)).toBeCloseTo(-0.03, 2)
  expect((open.high ?? 0) - (whole.high ?? 0)).toBeCloseTo(0, 2)
  const wrongMissing = full.map((score, i) => (i >= 96 ? { ...score, score: null } : score))
  expect(judgeRegression(wrongMissing, full, metric('accuracy'), 0).verdict).toBe('undecided')
})
