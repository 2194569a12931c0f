import { expect, test } from 'vitest'
import type { Estimate, EstimateRow } from '../schema/estimate.ts'
import type { EngineEvent } from '../schema/event.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { expectCost } from './expect-cost.ts'

const mini = testModel({ label: 'mini' })
const recorded = testModel({ label: 'recorded', answersFile: '/a.jsonl' })

const row = (task: string, high: number, over: Partial<EstimateRow> = {}): EstimateRow => ({
  task,
  model: 'mini',
  phase: 'execution',
  simulated: false,
  calls: 1,
  inputTokens: null,
  outputTokens: null,
  nanoUsd: { low: 0, expected: high, high },
  from: 'earlier runs',
  ...over,
})

const estimated = (high: number | null, rows: EstimateRow[]): Estimate => ({
  schema: 'taskbench/estimate@1',
  rows,
  calls: 1,
  nanoUsd: { low: 0, expected: high, high },
  unknown: [],
  notes: [],
})

/** What a budget is told, and how a task announces itself. */
function watched(estimate: Estimate) {
  const told: number[] = []
  const listeners: ((event: EngineEvent) => void)[] = []
  expectCost(estimate, [mini, recorded], {
    budget: { expect: (nanoUsd) => void told.push(nanoUsd) },
    listen: (each) => void listeners.push(each),
  })
  const plan = (task: string, trialsPerModel: number, models = ['mini']) => {
    for (const listener of listeners) listener({ type: 'task-planned', task, useCase: 'default', models, trialsPerModel } as EngineEvent)
    return told.at(-1)
  }
  return { told, listeners, plan }
}

test('the high end of an estimate is expected; nothing listens where all cases are known, and nothing is expected where it is not whole', () => {
  const { told, listeners } = watched(estimated(900, [row('yaml', 900)]))
  expect([told, listeners]).toEqual([[900], []])
  expect(watched(estimated(null, [row('suite', 900, { trials: 20 })])).told).toEqual([])
})

test('what is expected of a suite in code grows with its trials, that of its judge too', () => {
  const { plan } = watched(
    estimated(1_500, [row('yaml', 900), row('suite', 500, { trials: 20 }), row('suite', 100, { trials: 20, phase: 'judge' })]),
  )
  expect(plan('yaml', 7)).toBe(1_500)
  expect(plan('suite', 200, ['mini', 'recorded'])).toBe(900 + 6_000)
  // In watch mode it announces itself again.
  expect(plan('suite', 40)).toBe(900 + 1_200)
  expect(plan('suite', 5)).toBe(1_500)
})

test('a model of which no case was chosen leaves the expectation of a task whose cases are known as it is', () => {
  const { plan } = watched(estimated(1_400, [row('yaml', 900), row('suite', 500, { trials: 20 })]))
  expect(plan('yaml', 7, ['mini', 'other'])).toBe(1_400)
  expect(plan('suite', 40)).toBe(1_400 + 500)
  expect(plan('yaml', 7, ['mini', 'other'])).toBe(1_400 + 500)
})

test('nothing is expected of a run with a task or a model that no earlier run of its suite has asked', () => {
  const { plan } = watched(estimated(500, [row('suite', 500, { trials: 20 })]))
  expect(plan('suite', 20)).toBe(500)
  expect(plan('new', 20)).toBe(Number.POSITIVE_INFINITY)
  expect(plan('suite', 20)).toBe(Number.POSITIVE_INFINITY)
  expect(watched(estimated(500, [row('suite', 500, { trials: 20 })])).plan('suite', 20, ['mini', 'other'])).toBe(Number.POSITIVE_INFINITY)
})
