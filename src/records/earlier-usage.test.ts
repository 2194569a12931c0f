import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../config/testing/test-folder.ts'
import { readEarlierRuns, usageKey } from './earlier-usage.ts'
import { generatedTask, generatedTrial } from './testing/generated-records.ts'
import type { GeneratedTrial } from './testing/generated-records.ts'

const lines = (records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** A run's records; `age`: 0 is the newest. */
function writeRun(results: string, id: string, age: number, trials: GeneratedTrial[], promptHash = 'p', useCase = 'default'): void {
  const folder = join(results, useCase, id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'tasks.jsonl'), lines([generatedTask({ promptHash })]))
  writeFileSync(join(folder, 'trials.jsonl'), lines(trials.map((each) => generatedTrial(each).trial)))
  utimesSync(folder, 2_000_000_000 - age, 2_000_000_000 - age)
}

const used = (id: string, input: number | null, output: number | null, over: object = {}): GeneratedTrial => ({
  case: id,
  over: { tokens: { input, output, cached: 0, reasoning: 0 }, ...over },
})

const MODEL = 'sim:careful'
const wanted = (promptHash = 'p', models = [MODEL]) => ({
  planned: [{ name: 'triage', useCase: 'default', promptHash, models }],
  suites: [],
})

const usageIn = async (results: string, ...task: Parameters<typeof wanted>) =>
  (await readEarlierRuns(results, wanted(...task))).usage.get(usageKey('triage', MODEL))

test('means and the 95th percentile are of the answered trials of the newest three runs', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 3, [used('1', 100_000, 100_000)])
  writeRun(results, 'b', 2, [used('1', 100, 10)])
  writeRun(results, 'c', 1, [used('1', 200, 20), used('2', 5, 5, { status: 'errored' })])
  writeRun(results, 'd', 0, [used('1', 300, 30)])
  const usage = await usageIn(results)
  expect(usage).toMatchObject({ trials: 3, distinct: 1, callsPerTrial: 1, inputTokens: 200, costNanoUsd: 21_000 })
  expect(usage?.outputTokens?.mean).toBe(20)
  expect(usage?.outputTokens?.p95).toBeCloseTo(29)
})

test('only runs with the present prompt and with answers count, and others do not hide them', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 5, [used('1', 100, 10)])
  writeRun(results, 'b', 4, [used('1', 9_000, 9_000)], 'other prompt')
  writeRun(results, 'c', 3, [used('1', 9_000, 9_000)], 'other prompt')
  writeRun(results, 'd', 2, [used('1', null, null, { status: 'errored' })])
  writeRun(results, 'e', 1, [{ ...used('1', 9_000, 9_000), model: 'sim:hasty' }])
  writeRun(results, 'f', 0, [])
  expect(await usageIn(results)).toMatchObject({ trials: 1, inputTokens: 100 })
  expect(await usageIn(results, 'p', [MODEL, 'sim:hasty'])).toMatchObject({ trials: 1 })
  expect(await usageIn(results, 'a prompt that was never asked')).toBeUndefined()
})

test('runs are looked for among the newest thirty', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 30, [used('1', 100, 10)])
  for (let age = 0; age < 30; age++) writeRun(results, `z${age}`, age, [])
  expect(await usageIn(results)).toBeUndefined()
  writeRun(results, 'b', 0, [used('1', 100, 10)])
  expect(await usageIn(results)).toMatchObject({ trials: 1 })
})

test('of a run that was resumed with another prompt only the trials of that prompt count', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', 9_000, 9_000), used('1', 100, 10, { session: 1 })])
  const records = [generatedTask({ promptHash: 'other' }), generatedTask({ promptHash: 'p', since: 1 })]
  writeFileSync(join(results, 'default/a/tasks.jsonl'), lines(records))
  expect(await usageIn(results)).toMatchObject({ trials: 1, inputTokens: 100 })
})

test('output is known per call, input per case', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', 100, 30, { callIds: ['x', 'y', 'z'] }), used('1', 200, 60, { trial: 1, callIds: ['u', 'v', 'w'] })])
  const usage = await usageIn(results)
  expect(usage).toMatchObject({ callsPerTrial: 3, outputTokens: { mean: 45 }, outputPerCall: { mean: 15 } })
  expect([...(usage?.inputs ?? [])]).toEqual([['casehash-1', { trials: 2, tokens: 300 }]])
})

test('trials that made no call are counted apart: means are of those that did', async () => {
  const results = testFolder({})
  const silent = { callIds: [], costNanoUsd: null }
  writeRun(results, 'a', 0, [
    used('1', 100, 30, { callIds: ['x', 'y'], costNanoUsd: 7_000 }),
    used('2', null, null, silent),
    used('3', null, null, silent),
    // Its usage was reported by the suite itself: whoever asked, it is in no ledger.
    used('4', 9_000, 9_000, silent),
  ])
  const usage = await usageIn(results)
  expect(usage).toMatchObject({ trials: 4, distinct: 4, asking: 0.25, callsPerTrial: 2, inputTokens: 100 })
  expect(usage).toMatchObject({ outputTokens: { mean: 30 }, costNanoUsd: 7_000 })
  writeRun(results, 'b', 1, [used('2', null, null, silent)], 'silent')
  expect(await usageIn(results, 'silent')).toMatchObject({ trials: 1, asking: 0, callsPerTrial: 0, inputTokens: null, outputTokens: null })
})

test('replayed trials count at what they cost when they were recorded; where no tape says so, the run that paid is looked for', async () => {
  const results = testFolder({})
  const replayed = (originalCostNanoUsd: number | null) => ({ costNanoUsd: 0, originalCostNanoUsd, replayed: true })
  writeRun(results, 'a', 1, [used('1', 100, 10, { costNanoUsd: 20_000 })])
  writeRun(results, 'b', 0, [used('1', 100, 10, replayed(30_000))])
  expect(await usageIn(results)).toMatchObject({ trials: 2, costNanoUsd: 25_000 })
  const unpriced = testFolder({})
  writeRun(unpriced, 'a', 3, [used('1', 100, 10, { costNanoUsd: 20_000 })])
  for (const age of [0, 1, 2]) writeRun(unpriced, `b${age}`, age, [used('1', 100, 10, replayed(null))])
  expect(await usageIn(unpriced)).toMatchObject({ trials: 4, costNanoUsd: 20_000 })
})

test('a price that came after the answers counts', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', 100, 10, { callIds: ['x'], costNanoUsd: null, unpricedCalls: 1 })])
  mkdirSync(join(results, '.runs/a'), { recursive: true })
  const cost = { nanoUsd: 7_000, source: 'inline', priced: null }
  const before = { nanoUsd: null, source: 'none', priced: null }
  writeFileSync(join(results, '.runs/a/costs.jsonl'), lines([{ schema: 'taskbench/call-cost@1', callId: 'x', cost, before }]))
  expect(await usageIn(results)).toMatchObject({ costNanoUsd: 7_000 })
})

test('what no trial reported is unknown', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', null, null, { costNanoUsd: null, unpricedCalls: 1 })])
  expect(await usageIn(results)).toMatchObject({ trials: 1, inputTokens: null, outputTokens: null, costNanoUsd: null })
})

test('torn lines, other versions and missing folders spoil nothing', async () => {
  const results = testFolder({})
  expect((await readEarlierRuns(results, wanted())).usage.size).toBe(0)
  writeRun(results, 'a', 1, [used('1', 100, 10)])
  appendFileSync(join(results, 'default/a/trials.jsonl'), '{"schema":"taskbench/tri')
  writeRun(results, 'b', 0, [])
  writeFileSync(join(results, 'default/b/tasks.jsonl'), '{"schema":"taskbench/task@9"}\n')
  expect(await usageIn(results)).toMatchObject({ trials: 1 })
})

test('the tasks of a suite in code are those of its last run, in all use cases', async () => {
  const results = testFolder({})
  const file = generatedTask().file
  const suite = { planned: [], suites: [file] }
  writeRun(results, 'a', 2, [used('1', 9_000, 9_000)], 'old prompt', 'support')
  writeFileSync(join(results, 'support/a/tasks.jsonl'), lines([generatedTask(), generatedTask({ name: 'gone' })]))
  writeRun(results, 'b', 1, [used('1', 100, 10)], 'p', 'support')
  writeRun(results, 'c', 0, [])
  writeFileSync(join(results, 'default/c/tasks.jsonl'), lines([generatedTask({ name: 'else', file: 'else.eval.ts' })]))
  const { usage, tasks } = await readEarlierRuns(results, suite)
  expect([...tasks.keys()]).toEqual(['triage'])
  expect(usage.get(usageKey('triage', MODEL))).toMatchObject({ trials: 1, inputTokens: 100 })
})
