import { expect, test } from 'vitest'
import { metricDefinition } from '../metrics/metrics.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import { watchCases, watchGate } from './gate-watch.ts'
import type { GateWatch } from './gate-watch.ts'
import { scoresOf } from './testing/scores.ts'

const metric = (name: string): MetricDefinition => metricDefinition(name) as MetricDefinition
const interval = { bound: 'interval' as const }
const repeat = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value)
const watch = (gate: Parameters<typeof watchGate>[0], name = 'accuracy'): GateWatch => watchGate(gate, metric(name), 100) as GateWatch

test('a clear gate is decided long before all cases are asked', () => {
  const passed = watchCases(watch({ ...interval, min: 0.5 }), scoresOf(repeat(100, 1)))
  expect(passed.verdict).toBe('passed')
  expect(passed.cases).toBeLessThan(25)
  expect(watchCases(watch({ ...interval, min: 0.5 }), scoresOf(repeat(100, 0)))).toMatchObject({ verdict: 'failed' })
  expect(watchCases(watch({ ...interval, max: 0.5 }, 'hallucination'), scoresOf(repeat(100, 0)))).toMatchObject({ verdict: 'passed' })
  expect(watchCases(watch({ ...interval, max: 0.5 }, 'hallucination'), scoresOf(repeat(100, 1)))).toMatchObject({ verdict: 'failed' })
})

test('a value at its bound stays open', () => {
  const scores = scoresOf(Array.from({ length: 100 }, (_, i) => Number(i % 5 !== 0)))
  expect(watchCases(watch({ ...interval, min: 0.8 }), scores)).toEqual({ verdict: 'open', cases: 100 })
})

test('two bounds pass together and fail alone; a verdict is final', () => {
  const both = { ...interval, min: 0.2, max: 0.8 }
  expect(watchCases(watch(both, 'quality'), scoresOf(repeat(100, 0.5)))).toMatchObject({ verdict: 'passed' })
  const failed = watch(both, 'quality')
  for (let i = 0; i < 60; i++) failed.add(1)
  expect(failed.verdict).toBe('failed')
  for (let i = 0; i < 200; i++) failed.add(0.5)
  expect(failed.verdict).toBe('failed')
})

test('against a baseline the same cases are compared, whatever their order', () => {
  const gate = { ...interval, baseline: 'main', margin: 0.05 }
  const [right, wrong] = [scoresOf(repeat(100, 1)), scoresOf(repeat(100, 0))]
  expect(watchCases(watch(gate), wrong.toReversed(), right)).toMatchObject({ verdict: 'failed' })
  expect(watchCases(watch(gate), right, wrong)).toMatchObject({ verdict: 'passed' })
  expect(watchCases(watch(gate, 'hallucination'), right, wrong)).toMatchObject({ verdict: 'failed' })
  expect(watchCases(watch({ ...gate, margin: 0.5 }), right, right)).toMatchObject({ verdict: 'passed' })
})

test('what is missing speaks for neither verdict', () => {
  expect(watchCases(watch({ ...interval, min: 0.5 }), scoresOf(repeat(100, null)))).toEqual({ verdict: 'open', cases: 100 })
  const half = scoresOf(repeat(100, 0.5))
  expect(watchCases(watch({ ...interval, baseline: 'main' }, 'quality'), half, [])).toEqual({ verdict: 'open', cases: 100 })
  const clear = watchCases(watch({ ...interval, min: 0.5 }), scoresOf(repeat(100, 1)))
  const gaps = watchCases(watch({ ...interval, min: 0.5 }), scoresOf([null, null, ...repeat(98, 1)]))
  expect(gaps.verdict).toBe('passed')
  expect(gaps.cases).toBeGreaterThan(clear.cases + 2)
})

test('only means of scores in 0..1 are watched, and gates with something to compare with', () => {
  expect(watchGate({ ...interval, max: 500 }, metric('latency'), 100)).toBeNull()
  expect(watchGate({ ...interval, min: 0.5 }, metric('f1'), 100, true)).toBeNull()
  expect(watchGate({ bound: 'value', min: 0.5 }, metric('accuracy'), 100)).toBeNull()
  expect(watchGate(interval, metric('accuracy'), 100)).toBeNull()
  expect(watchGate({ ...interval, min: 0.5 }, metric('accuracy'), 0)).toBeNull()
})
