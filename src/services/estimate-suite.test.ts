import { expect, test } from 'vitest'
import { generatedTask } from '../records/testing/generated-records.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { estimate } from './estimate.ts'
import { before, mini, nothingBefore } from './testing/estimating.ts'

test('a suite in code is known by what it used when it ran last', async () => {
  const tasks = new Map([['support', generatedTask({ name: 'support', file: 'evals/support.eval.ts', models: ['mini'], planned: 4 })]])
  const options = { planned: [], suites: ['evals/support.eval.ts'], models: [mini], seed: 1 }
  const known = estimate({ ...options, earlier: { tasks, usage: before({ callsPerTrial: 2.5 }, 'support') } })
  expect(known.rows).toMatchObject([{ task: 'support', calls: 10, outputTokens: { expected: 400 }, from: 'earlier runs' }])
  expect(known.notes).toEqual(['support: as the suite ran last, with 4 trials per model'])
  const fresh = estimate({ ...options, earlier: nothingBefore })
  expect(fresh).toMatchObject({
    rows: [],
    calls: null,
    nanoUsd: { low: 0, expected: null, high: null },
    unknown: ['evals/support.eval.ts: what a suite in code asks is known after its first run'],
  })
  const unanswered = estimate({ ...options, earlier: { tasks, usage: new Map() } })
  expect(unanswered).toMatchObject({ calls: null, unknown: ['support × mini: what it asks is known after its first run'] })
})

/** The row of a suite in code that planned so many trials when it ran last. */
const rowBefore = (planned: number, usage: Parameters<typeof before>[0], model = mini) => {
  const tasks = new Map([['support', generatedTask({ name: 'support', file: 'evals/support.eval.ts', models: ['mini'], planned })]])
  const earlier = { tasks, usage: before(usage, 'support') }
  const made = estimate({ planned: [], suites: ['evals/support.eval.ts'], models: [model], earlier, seed: 1 })
  return { made, row: made.rows[0] }
}

test('of a suite of which some trials ask nothing, only the others are estimated to cost something', () => {
  const usage = { distinct: 10, asking: 0.3, inputTokens: 1_000, outputTokens: { mean: 100, p95: 100 }, costNanoUsd: 10_000 }
  const { row } = rowBefore(10, usage)
  expect(row).toMatchObject({ calls: 3, inputTokens: { expected: 3_000 }, outputTokens: { low: 270, expected: 300, high: 330 } })
  expect(row?.nanoUsd?.expected).toBe(3 * (1_000 * 1_000 + 100 * 10_000))
  // Without a price it is what such trials have cost.
  const unpriced = rowBefore(10, usage, testModel({ label: 'mini' }))
  expect(unpriced.row?.nanoUsd).toEqual({ low: 27_000, expected: 30_000, high: 33_000 })
})

test('where only a part of a suite ran last, all of its trials may ask', () => {
  const { row, made } = rowBefore(1, { distinct: 10, asking: 0.25, inputTokens: 1_000, outputTokens: { mean: 100, p95: 100 } })
  expect(row).toMatchObject({ calls: 1, inputTokens: { expected: 250, high: 1_100 }, outputTokens: { expected: 25 } })
  expect(row?.outputTokens?.high).toBeCloseTo(110, -1)
  expect(row?.nanoUsd?.expected).toBe(0.25 * (1_000 * 1_000 + 100 * 10_000))
  expect((row?.nanoUsd?.high ?? 0) / (1_100 * 1_000 + 110 * 10_000)).toBeCloseTo(1, 1)
  expect(made).toMatchObject({ calls: 1, nanoUsd: row?.nanoUsd, unknown: [] })
})

test('a suite of which no call is known is unknown, and never free', () => {
  const { made } = rowBefore(10, { asking: 0, callsPerTrial: 0, inputTokens: null, outputTokens: null, outputPerCall: null })
  expect(made).toMatchObject({
    calls: null,
    nanoUsd: { low: 0, high: null },
    unknown: ['support × mini: what it asks is known after its first run'],
  })
})

test('the judges of a suite in code are known by what they used when it ran last', () => {
  const tasks = new Map([['support', generatedTask({ name: 'support', file: 'evals/support.eval.ts', models: ['mini'], planned: 4 })]])
  const judging = [
    {
      task: 'support',
      model: 'referee',
      simulated: false,
      calls: 8,
      inputTokens: 500,
      outputTokens: { mean: 60, p95: 90 },
      costNanoUsd: 1_000,
    },
  ]
  const made = estimate({
    planned: [],
    suites: ['evals/support.eval.ts'],
    models: [mini],
    earlier: { tasks, usage: before({}, 'support') },
    judging,
    seed: 1,
  })
  expect(made.rows.map(({ phase, calls }) => `${phase} ${calls}`)).toEqual(['execution 4', 'judge 8'])
  expect(made.rows[1]).toMatchObject({ inputTokens: { expected: 4_000 }, nanoUsd: { low: 7_200, expected: 8_000, high: 8_800 } })
})
