import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from '../records/testing/generated-records.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { RunHeader } from '../schema/run-header.ts'
import type { Report } from '../schema/report.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { buildReport } from './build-report.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-shards-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const METRICS = ['accuracy', 'quality', 'pass-rate', 'cost', 'latency-p95']
const TASKS = ['triage', 'urgency']

/** Trials of two tasks and three models with 300 cases: graded scores that are skewed, so that they are resampled and flipped. */
const trials: TrialRecord[] = TASKS.flatMap((task) =>
  ['a', 'b', 'c'].flatMap((model) => {
    const random = seededRandom('shards', task, model)
    return Array.from({ length: 300 }, (_, index) => {
      const weights = { passedWeight: Math.floor(random.next() ** 0.1 * 8), decidedWeight: 7 }
      const own = { task, model, case: `case-${index}`, right: random.next() < 0.8, costNanoUsd: random.int(1_000, 90_000) }
      const { trial } = generatedTrial({ ...own, latencyMs: 100 + random.int(0, 900) })
      return { ...trial, ingredients: { ...trial.ingredients, instructions: weights, quality: weights } }
    })
  }),
)

async function report(folder: string, parts: readonly { shard: RunHeader['shard']; trials: readonly TrialRecord[] }[]): Promise<Report> {
  const tasks = TASKS.map((name) =>
    generatedTask({ name, cases: 300, planned: 300, models: ['a', 'b', 'c'], metrics: METRICS, primary: 'quality' }),
  )
  for (const { shard, trials: own } of parts) {
    const store = openFileRecordStore({ resultsFolder: folder, runId: RUN_ID, useCase: 'default', shard })
    await store.writeHeader(generatedHeader({ shard }))
    for (const task of tasks) await store.appendTask(task)
    await store.appendTrials([...own])
    await store.close()
  }
  const whole = openFileRecordStore({ resultsFolder: folder, runId: RUN_ID, useCase: 'default' })
  const built = await buildReport({ store: whole })
  await whole.close()
  return built
}

test('a run in shards has every figure of the run in one piece, to the last bit', async () => {
  const random = seededRandom('dealt')
  const dealt = Map.groupBy(random.shuffle(trials), () => random.int(1, 3))
  const one = await report(path.join(root, 'whole'), [{ shard: null, trials }])
  const merged = await report(
    path.join(root, 'shards'),
    [3, 1, 2].map((index) => ({ shard: { index, count: 3 }, trials: dealt.get(index) ?? [] })),
  )
  expect(merged.run.shards).toEqual({ expected: 3, present: 3 })
  expect(one.results[0]?.metrics['quality']?.method).toBe('BCa')
  expect(one.comparisons[0]?.method).toContain('sign flips')
  expect(one.ranking).toHaveLength(3)
  const { run: _, ...figures } = one
  const { run: __, ...others } = merged
  expect(JSON.stringify(others)).toBe(JSON.stringify(figures))
})
