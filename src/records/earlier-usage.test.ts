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

const usageIn = async (results: string) => (await readEarlierRuns(results, ['default'])).usage.get(usageKey('triage', 'sim:careful'))

test('means and the 95th percentile are of the answered trials of the newest three runs', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 3, [used('1', 100_000, 100_000)])
  writeRun(results, 'b', 2, [used('1', 100, 10)])
  writeRun(results, 'c', 1, [used('1', 200, 20), used('2', 5, 5, { status: 'errored' })])
  writeRun(results, 'd', 0, [used('1', 300, 30)])
  const usage = await usageIn(results)
  expect(usage).toMatchObject({ trials: 3, callsPerTrial: 1, inputTokens: 200, costNanoUsd: 21_000 })
  expect(usage?.outputTokens?.mean).toBe(20)
  expect(usage?.outputTokens?.p95).toBeCloseTo(29)
})

test('runs with an earlier prompt do not count', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 1, [used('1', 9_000, 9_000)], 'old prompt')
  writeRun(results, 'b', 0, [used('1', 100, 10)], 'new prompt')
  expect(await usageIn(results)).toMatchObject({ trials: 1, inputTokens: 100 })
})

test('what no trial reported is unknown', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', null, null, { costNanoUsd: null, unpricedCalls: 1 })])
  expect(await usageIn(results)).toMatchObject({ trials: 1, inputTokens: null, outputTokens: null, costNanoUsd: null })
})

test('torn lines, other versions and missing folders spoil nothing', async () => {
  const results = testFolder({})
  expect((await readEarlierRuns(results, ['default'])).usage.size).toBe(0)
  writeRun(results, 'a', 1, [used('1', 100, 10)])
  appendFileSync(join(results, 'default/a/trials.jsonl'), '{"schema":"taskbench/tri')
  writeRun(results, 'b', 0, [])
  writeFileSync(join(results, 'default/b/tasks.jsonl'), '{"schema":"taskbench/task@9"}\n')
  expect(await usageIn(results)).toMatchObject({ trials: 1 })
})

test('all use cases are looked into where it is not known which', async () => {
  const results = testFolder({})
  writeRun(results, 'a', 0, [used('1', 100, 10)], 'p', 'support')
  const { usage, tasks } = await readEarlierRuns(results, 'all')
  expect([usage.size, tasks.get('triage')?.file]).toEqual([1, 'evals/triage.task.yaml'])
})
