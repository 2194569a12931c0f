import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { generatedCheck, generatedTask, RUN_ID } from '../records/testing/generated-records.ts'
import { baselineSchema } from '../schema/baseline.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { GATES_DECIDED } from '../schema/is-not-asked.ts'
import { scoreRun } from './score-run.ts'
import { writtenRun } from './testing/written-run.ts'

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'taskbench-score-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('a run is scored case by case: scores per metric, trials that are data, failed checks, what is missing; no answers', async () => {
  const missing: Partial<TrialRecord> = {
    status: 'errored',
    counts: 'missing',
    verdict: 'undecided',
    checks: [],
    error: { kind: 'rate-limit', message: 'too many' },
  }
  const store = await writtenRun(folder(), {
    tasks: [generatedTask({ trials: { count: 2, pass: 'all' } })],
    trials: [
      { case: 'a', trial: 0, text: 'a secret answer' },
      { case: 'a', trial: 1, right: false },
      { case: 'b', trial: 0, over: missing },
      { case: 'c', trial: 0, over: { status: 'skipped', counts: 'missing', checks: [generatedCheck('passed')] } },
    ],
  })
  const scored = await scoreRun([store])
  await store.close()
  expect(baselineSchema.parse(JSON.parse(JSON.stringify(scored)))).toEqual(scored)
  expect(scored.run).toMatchObject({ id: RUN_ID, commit: 'fdc3a9b', status: 'complete' })
  const [careful, hasty] = scored.tasks[0]?.models ?? []
  expect(hasty).toMatchObject({ model: 'sim:hasty', simulated: true, cases: [] })
  expect(careful?.cases).toEqual([
    {
      case: 'a',
      caseHash: 'casehash-a',
      trials: 2,
      passed: 1,
      missing: null,
      failed: ['right-label'],
      scores: { accuracy: 0.5, 'pass-rate': 0.5, cost: 0.000021, latency: 200 },
    },
    expect.objectContaining({ case: 'b', trials: 0, missing: 'rate-limit' }),
  ])
  expect(JSON.stringify(scored)).not.toContain('secret answer')
})

test('cases that were not asked because all gates were decided are counted apart, and are not missing', async () => {
  const over: Partial<TrialRecord> = { status: 'skipped', counts: 'missing', verdict: 'undecided', checks: [], skipReason: GATES_DECIDED }
  const store = await writtenRun(folder(), {
    tasks: [generatedTask({ cases: 3, trials: { count: 2, pass: 'all' } })],
    trials: [0, 1].flatMap((trial) => [
      { case: 'a', trial },
      { case: 'b', trial, over },
      { case: 'c', trial, over },
    ]),
  })
  const scored = await scoreRun([store])
  await store.close()
  expect(scored.tasks[0]?.models[0]).toMatchObject({ notAsked: 2, cases: [{ case: 'a' }] })
  expect(scored.tasks[0]?.models[1]).not.toHaveProperty('notAsked')
})
