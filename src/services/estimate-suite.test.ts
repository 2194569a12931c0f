import { expect, test } from 'vitest'
import { generatedTask } from '../records/testing/generated-records.ts'
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
