import { expect, test } from 'vitest'
import { useCaseFigure } from '../comparison/use-case-figure.ts'
import { singleTrial } from '../metrics/testing/test-trial.ts'
import { generatedTask } from '../records/testing/generated-records.ts'
import type { MetricValue } from '../schema/metric.ts'
import { runGateSchema } from '../schema/run-gate.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { runGateResults } from './run-gates.ts'
import type { GatedRun } from './run-gates.ts'

const trialsOf = (right: number, wrong: number): TrialRecord[] =>
  Array.from({ length: right + wrong }, (_, index) => singleTrial(`case ${index}`, index < right ? 'right' : 'wrong'))
const taskWith = (name: string, models: Record<string, TrialRecord[]>): GatedRun['tasks'][number] => ({
  task: generatedTask({ name, cases: Math.max(...Object.values(models).map(({ length }) => length)) }),
  trials: new Map(Object.entries(models).map(([model, trials]) => [model, { trials, notAsked: [] }])),
})
const RUN: GatedRun = {
  run: { useCase: 'default', status: 'complete', shards: null },
  cost: { totalNanoUsd: 2_000_000_000, unpricedCalls: 0 },
  tasks: [
    taskWith('one', { good: trialsOf(190, 10), bad: trialsOf(40, 160) }),
    taskWith('two', { good: trialsOf(180, 20), bad: trialsOf(60, 140) }),
  ],
}
const judge = (gate: object, over: Partial<GatedRun> = {}) => runGateResults([runGateSchema.parse(gate)], { ...RUN, ...over })[0]

test('the total cost is held against its bound', () => {
  expect(judge({ maxCostUsd: 3 })).toMatchObject({ rule: 'total cost ≤ $3', verdict: 'passed', value: 2, unit: 'USD', reason: null })
  expect(judge({ maxCostUsd: 1 })).toMatchObject({ verdict: 'failed', reason: 'the run cost more than $1' })
})

test('calls without a price leave the cost open, unless it is too high already', () => {
  const cost = { totalNanoUsd: 2_000_000_000, unpricedCalls: 4 }
  expect(judge({ maxCostUsd: 3 }, { cost })).toMatchObject({
    verdict: 'undecided',
    reason: '4 calls have no known price and are not in it',
  })
  expect(judge({ maxCostUsd: 1 }, { cost })?.verdict).toBe('failed')
})

test('a part of a run is not judged, but for a cost that is too high already', () => {
  const run = { ...RUN.run, status: 'incomplete' as const }
  const shards = { ...RUN.run, shards: { present: 1, expected: 2 } }
  expect(judge({ maxCostUsd: 3 }, { run })).toMatchObject({ verdict: 'skipped', reason: 'partial: the run is incomplete' })
  expect(judge({ maxCostUsd: 3 }, { run: shards })).toMatchObject({ verdict: 'skipped', reason: 'partial: 1 of 2 shards' })
  expect(judge({ maxCostUsd: 1 }, { run })?.verdict).toBe('failed')
  expect(judge({ metric: 'accuracy', min: 0.8 }, { run })?.verdict).toBe('skipped')
  const filtered = [
    { ...(RUN.tasks[0] as GatedRun['tasks'][number]), trials: new Map([['good', { trials: trialsOf(3, 0), notAsked: [] }]]) },
  ]
  expect(judge({ metric: 'accuracy', min: 0.8 }, { tasks: filtered })).toMatchObject({
    verdict: 'skipped',
    reason: 'partial: 3 of 200 trials of one were run',
  })
})

test('over a use case each model has the mean over its tasks; every, any or one of them must keep to the bound', () => {
  const every = judge({ metric: 'accuracy', min: 0.8 })
  expect(every).toMatchObject({ rule: 'accuracy ≥ 0.8 over default, every model', verdict: 'failed', model: 'bad', value: 0.25 })
  const any = judge({ metric: 'accuracy', min: 0.8, model: 'any' })
  expect(any).toMatchObject({ rule: 'accuracy ≥ 0.8 over default, any model', verdict: 'passed', model: 'good' })
  expect(any?.value).toBeCloseTo(0.925, 12)
  expect(judge({ metric: 'accuracy', min: 0.85, model: 'good' })).toMatchObject({
    rule: 'accuracy ≥ 0.85 over default, good',
    verdict: 'passed',
  })
  expect(judge({ metric: 'accuracy', max: 0.5, model: 'good' })?.verdict).toBe('failed')
  expect(judge({ metric: 'accuracy', min: 0.8, model: 'absent' })).toMatchObject({ verdict: 'undecided', reason: 'absent was not run' })
})

test.each<[object, string, string]>([
  [{ min: 0.5 }, 'low', 'high'],
  [{ max: 0.99 }, 'high', 'low'],
  [{ min: 0.86 }, 'low', 'high'],
  [{ min: 0.999 }, 'low', 'high'],
])('of models with the same verdict on %j the worst decides for every, the best for any', (limits, worst, best) => {
  const models = { middle: trialsOf(176, 24), high: trialsOf(180, 20), low: trialsOf(170, 30) }
  const tasks = [taskWith('one', models)]
  expect(judge({ metric: 'accuracy', ...limits }, { tasks })?.model).toBe(worst)
  expect(judge({ metric: 'accuracy', ...limits, model: 'any' }, { tasks })?.model).toBe(best)
})

test('a task without the metric leaves the use case open, and says which', () => {
  expect(judge({ metric: 'consistency', min: 0.8, model: 'good' })).toMatchObject({
    verdict: 'undecided',
    value: null,
    reason: 'one: no case has two answers; over 2 tasks',
  })
  expect(judge({ metric: 'charm', min: 0.8 })).toMatchObject({ verdict: 'undecided', reason: 'this version knows no metric charm' })
})

test('gates over another use case stand in its report', () => {
  expect(judge({ metric: 'accuracy', useCase: 'other', min: 0.8 })).toBeUndefined()
})

test('a mean over tasks is narrower than that of one, and lopsided intervals stay so', () => {
  const figure = (value: number | null, low: number | null, high: number | null): MetricValue & { task: string } => ({
    task: 't',
    value,
    low,
    high,
    level: 0.9,
    n: 10,
    method: 'Wilson',
    unit: 'share',
    direction: 'higher',
    reason: null,
  })
  expect(useCaseFigure([])).toBeNull()
  expect(useCaseFigure([figure(0.5, 0.4, 0.6)])).toMatchObject({ value: 0.5, low: 0.4, high: 0.6, method: 'Wilson' })
  const two = useCaseFigure([figure(0.9, 0.6, 0.95), figure(0.9, 0.6, 0.95)])
  expect(two?.low).toBeCloseTo(0.9 - 0.3 / Math.SQRT2, 12)
  expect(two?.high).toBeCloseTo(0.9 + 0.05 / Math.SQRT2, 12)
  expect(useCaseFigure([figure(0.9, null, 0.95), figure(0.9, 0.6, 0.95)])).toMatchObject({ low: null, value: 0.9 })
})
