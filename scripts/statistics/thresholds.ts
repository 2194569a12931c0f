import { judgeGate } from '../../src/comparison/judge-gate.ts'
import { itemTrial, singleTrial, testTrial } from '../../src/metrics/testing/test-trial.ts'
import { metricDefinition } from '../../src/metrics/metrics.ts'
import { seededRandom } from '../../src/random/seeded-random.ts'
import type { Random } from '../../src/random/seeded-random.ts'
import { GATE_LEVEL } from '../../src/schema/gate-level.ts'
import type { MetricDefinition } from '../../src/schema/metric-definition.ts'
import type { TrialRecord } from '../../src/schema/trial-record.ts'
import { binomialMass } from '../../src/statistics/binomial.ts'
import type { Interval } from '../../src/statistics/interval.ts'
import { wilsonInterval } from '../../src/statistics/wilson-interval.ts'
import { shareCell } from './cell.ts'
import type { Cell, Effort } from './cell.ts'
import { accuracy, drawItems, many, quality, successes } from './worlds.ts'

const MOST = 0.05
const TASK = { trials: { count: 1, pass: 'all' as const } }
const passRate = metricDefinition('pass-rate') as MetricDefinition
const completeness = metricDefinition('completeness') as MetricDefinition

/** Gates against a threshold: a bound that is just true is passed, and failed, in at most 5 of 100 runs. */
export const thresholds = (effort: Effort): Cell[] => [
  ...(effort(1_000) < 1_000 ? [20, 50] : [8, 20, 50, 100, 200, 500]).flatMap(exactly),
  ...power(),
  ...simulated(effort),
]

/** The bounds of a gate for every count of right answers. */
function boundsOf(n: number): Interval[] {
  return many(n + 1, (right) => {
    const trials = many(n, (index) => singleTrial(String(index), index < right ? 'right' : 'wrong'))
    const { low, high } = accuracy.bounds(trials, TASK)
    return { low: low ?? 0, high: high ?? 1 }
  })
}

/** P(passed) and P(failed) of `min` where the truth is p, enumerated. */
function chances(bounds: readonly Interval[], p: number, min: number): { passed: number; failed: number } {
  const chance = { passed: 0, failed: 0 }
  bounds.forEach(({ low, high }, right) => {
    const mass = binomialMass(right, bounds.length - 1, p)
    if (low >= min) chance.passed += mass
    else if (high < min) chance.failed += mass
  })
  return chance
}

/** Right and wrong once per case, at 99 thresholds from 0.01 to 0.99. */
function exactly(n: number): Cell[] {
  const worst = (bounds: readonly Interval[], side: 'passed' | 'failed'): number =>
    Math.max(...many(99, (index) => chances(bounds, (index + 1) / 100, (index + 1) / 100)[side]))
  const exact = boundsOf(n)
  const wilson = many(n + 1, (right) => wilsonInterval(right, n, GATE_LEVEL))
  const name = `threshold just true, n ${n}, the worst of 0.01 … 0.99`
  return [
    shareCell(2, `${name}: fail`, worst(exact, 'failed'), { most: MOST }),
    shareCell(2, `${name}: pass`, worst(exact, 'passed'), { most: MOST }),
    shareCell(2, `${name}: pass, were it Wilson's interval`, worst(wilson, 'passed'), {}),
  ]
}

/** What the exact bounds cost: for information, beside Wilson's. */
function power(): Cell[] {
  return [50, 100, 200].flatMap((n) => {
    const wilson = many(n + 1, (right) => wilsonInterval(right, n, GATE_LEVEL))
    return [
      shareCell(2, `power, true 0.96 against 0.9, n ${n}: pass`, chances(boundsOf(n), 0.96, 0.9).passed, {}),
      shareCell(2, `power, true 0.96 against 0.9, n ${n}: pass, were it Wilson's interval`, chances(wilson, 0.96, 0.9).passed, {}),
    ]
  })
}

interface World {
  name: string
  metric: MetricDefinition
  draw(random: Random, p: number, index: number): TrialRecord[]
  /** Shares for which the error is bounded; others are shown. */
  bounded: readonly number[]
}

const WORLDS: readonly World[] = [
  { name: '3 trials', metric: passRate, draw: (random, p, index) => repeated(random, p, index, 0), bounded: [0.5, 0.9] },
  { name: '3 trials, correlation 0.6', metric: passRate, draw: (random, p, index) => repeated(random, p, index, 0.6), bounded: [0.5, 0.9] },
  { name: 'share of 5 checks', metric: quality, draw: (random, p, index) => [checked(random, p, index)], bounded: [0.5, 0.9] },
  { name: 'micro recall', metric: completeness, draw: (random, p, index) => [listed(random, p, index)], bounded: [0.5] },
]

function repeated(random: Random, p: number, index: number, icc: number): TrialRecord[] {
  const passed = successes(random, p, 3, icc)
  return many(3, (trial) => testTrial(String(index), { trial, verdict: trial < passed ? 'passed' : 'failed' }))
}

function checked(random: Random, p: number, index: number): TrialRecord {
  const weights = { passedWeight: successes(random, p, 5, 0.1), decidedWeight: 5 }
  return testTrial(String(index), { ingredients: { instructions: weights, quality: weights } })
}

function listed(random: Random, p: number, index: number): TrialRecord {
  const [found, added, missed] = drawItems(random, p)
  return itemTrial(String(index), found, added, missed)
}

function simulated(effort: Effort): Cell[] {
  const runs = effort(1_500)
  return WORLDS.flatMap(({ name, metric, draw, bounded }) =>
    [20, 50, 100].flatMap((n) =>
      [0.5, 0.9].flatMap((p) => {
        const random = seededRandom('thresholds', name, n, p)
        const verdicts = many(runs, () => {
          const trials = many(n, (index) => draw(random, p, index)).flat()
          return judgeGate({ min: p, bound: 'interval' }, metric.bounds(trials, TASK)).verdict
        })
        const bound = bounded.includes(p) ? { most: MOST } : {}
        return (['failed', 'passed'] as const).map((verdict) => {
          const share = verdicts.filter((each) => each === verdict).length / runs
          const cell = `threshold just true, ${name}, n ${n}, p ${p}: ${verdict === 'failed' ? 'fail' : 'pass'}`
          return shareCell(2, cell, share, bound, runs)
        })
      }),
    ),
  )
}
