import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { inSession } from '../records/in-session.ts'
import { judgedTrialHash } from '../records/judgements.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from '../records/testing/generated-records.ts'
import type { Config } from '../schema/config.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { RunHeader } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { changedModels } from './resumed-tasks.ts'
import { Resumption } from './resumption.ts'

const PAST = { answers: 1, failed: new Set<string>(), failedCalls: new Set<string>() }
const MODELS = [testModel({ provider: 'sim', name: 'careful' }), testModel({ provider: 'sim', name: 'hasty' })]

interface Resumed {
  resumption: Resumption
  store: RecordStore
  root: string
}

function addFile(root: string, file: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), '')
}

/** A run of one task that was begun with this header, resumed with these models. */
function resumed(former: Partial<RunHeader> = {}, models = MODELS): Resumed {
  const resultsFolder = mkdtempSync(path.join(tmpdir(), 'taskbench-resumption-'))
  onTestFinished(() => rmSync(resultsFolder, { recursive: true, force: true }))
  const store = openFileRecordStore({ resultsFolder, runId: RUN_ID, useCase: 'default' })
  onTestFinished(() => store.close())
  const header = generatedHeader({ status: 'interrupted', stopReason: 'the run was ended by SIGINT', ...former })
  return { resumption: new Resumption(header, { root: resultsFolder, resultsFolder, models } as Config), store, root: resultsFolder }
}

test('the header keeps how each session ended', () => {
  const { resumption } = resumed({ resumedAt: '2026-11-22T00:00:00.000Z', earlier: [{ ...generatedHeader(), status: 'incomplete' }] })
  expect(resumption.session).toBe(2)
  expect(resumption.earlier[1]).toEqual({
    startedAt: '2026-11-22T00:00:00.000Z',
    finishedAt: '2026-11-21T04:56:40.000Z',
    status: 'interrupted',
    stopReason: 'the run was ended by SIGINT',
    commit: 'fdc3a9b',
    configHash: 'c0ffee',
  })
})

test('what is said names the run, how it ended, its answers and what has changed', () => {
  const { resumption } = resumed({}, [...MODELS.slice(1), testModel({ provider: 'sim', name: 'careful', params: { temperature: 1 } })])
  expect(resumption.notes(PAST, true)).toEqual([
    `the run ${RUN_ID} goes on (it was interrupted: the run was ended by SIGINT); 1 answer is in its journal and not asked again`,
    'only trials that ended with an error are asked',
    'models that have changed since then are asked anew: sim:careful',
  ])
  expect(resumed({ stopReason: null }).resumption.notes({ ...PAST, answers: 2 }, false)).toEqual([
    `the run ${RUN_ID} goes on (it was interrupted); 2 answers are in its journal and not asked again`,
  ])
})

test('where nobody knows what models the run was begun with, that is said and no task begins anew for them', async () => {
  const { root, store } = resumed()
  await store.appendTask(generatedTask())
  const resumption = new Resumption({ ...generatedHeader(), models: null }, { root, resultsFolder: root, models: MODELS } as Config)
  expect(resumption.notes(PAST, false)).toContain('whether its models have changed since then is not known: their records count')
  expect(await resumption.take(generatedTask(), store)).toEqual(generatedTask())
})

test('limits of a model do not make it another one; models that come and go are named', () => {
  const [careful, hasty] = MODELS as [Config['models'][0], Config['models'][0]]
  expect(
    changedModels([careful], [{ ...careful, concurrency: 1, timeoutMs: 5, price: { inputUsdPerMillion: 1, outputUsdPerMillion: 1 } }]),
  ).toEqual([])
  expect(changedModels([careful], [hasty])).toEqual(['sim:careful', 'sim:hasty'])
  expect(changedModels([careful], [{ ...careful, baseUrl: 'http://127.0.0.1:1' }])).toEqual(['sim:careful'])
})

test('a task that is the same keeps its records and the greater plan; one that has changed begins anew', async () => {
  const { resumption, store } = resumed()
  await store.appendTask(generatedTask({ planned: 20 }))
  await store.appendTask(generatedTask({ name: 'other' }))
  expect(await resumption.take(generatedTask({ planned: 1 }), store)).toEqual(generatedTask({ planned: 20 }))
  expect(await resumption.take(generatedTask({ planned: 30 }), store)).toEqual(generatedTask({ planned: 30 }))
  expect(await resumption.take(generatedTask({ name: 'new' }), store)).toEqual(generatedTask({ name: 'new' }))
  expect(resumption.lastNotes).toEqual([])
  const changed = generatedTask({ name: 'other', checksHash: 'changed' })
  expect(await resumption.take(changed, store)).toEqual({ ...changed, since: 1 })
  expect(resumption.lastNotes).toEqual(['tasks that had changed since the run was begun count anew: other'])
})

test.each([
  ['all of its cases stay planned, whatever a filter chose', { planned: 20 }, { planned: 1 }, 20],
  ['all of more cases', { planned: 20 }, { planned: 1, cases: 25 }, 25],
  ['all of fewer cases', { planned: 20 }, { planned: 1, cases: 15 }, 15],
  ['all of its cases, asked more often', { planned: 20 }, { planned: 3, trials: { count: 3, pass: 'all' as const } }, 60],
  ['no more than were planned', { planned: 5 }, { planned: 1 }, 5],
  ['no more than were planned, asked more often', { planned: 5 }, { planned: 3, trials: { count: 3, pass: 'all' as const } }, 15],
  ['what is planned by now', { planned: 5 }, { planned: 20 }, 20],
  ['no more than there are', { planned: 18 }, { planned: 1, cases: 15 }, 15],
])('of a task that begins anew are planned: %s', async (_, before, now, planned) => {
  const { resumption, store } = resumed()
  await store.appendTask(generatedTask(before))
  expect(await resumption.take(generatedTask({ promptHash: 'changed', ...now }), store)).toMatchObject({ since: 1, planned })
})

test('a task begins anew where ids or own checks of its cases have changed', async () => {
  const { resumption, store } = resumed()
  await store.appendTask(generatedTask({ recordsHash: 'before' }))
  expect(await resumption.take(generatedTask({ recordsHash: 'now' }), store)).toMatchObject({ since: 1 })
})

test('a task begins anew where one of its models has changed, and stays begun anew', async () => {
  const { resumption, store } = resumed({}, [
    testModel({ provider: 'sim', name: 'careful', params: { temperature: 1 } }),
    ...MODELS.slice(1),
  ])
  await store.appendTask(generatedTask())
  await store.appendTask(generatedTask({ name: 'hasty-only', models: ['sim:hasty'], since: 1 }))
  expect(await resumption.take(generatedTask(), store)).toMatchObject({ since: 1 })
  expect(await resumption.take(generatedTask({ name: 'hasty-only', models: ['sim:hasty'] }), store)).toMatchObject({ since: 1 })
  expect(resumption.lastNotes).toEqual(['tasks that had changed since the run was begun count anew: triage'])
})

test('a run is complete when each planned trial has an outcome, in whatever session', async () => {
  const { resumption, store, root } = resumed()
  addFile(root, 'evals/triage.task.yaml')
  await store.appendTask(generatedTask({ planned: 2, models: ['sim:careful'] }))
  await store.appendTrials([generatedTrial({ case: '1' }).trial, generatedTrial({ case: '2', over: { status: 'skipped' } }).trial])
  expect(await resumption.status(() => store)).toEqual({ status: 'incomplete', stopReason: '1 planned trial has no answer' })
  const shard = resumed({ shard: { index: 1, count: 2 } }).resumption
  expect(await shard.status(() => store)).toEqual({ status: 'complete', stopReason: null })
  await store.appendTrials([inSession(generatedTrial({ case: '2', over: { status: 'errored' } }).trial, 1)])
  expect(await resumption.status(() => store)).toEqual({ status: 'complete', stopReason: null })
})

test('a run is not complete while answers were not judged, until they are judged in a session or later', async () => {
  const { resumption, store, root } = resumed()
  addFile(root, 'evals/triage.task.yaml')
  await store.appendTask(generatedTask({ planned: 3, models: ['sim:careful'] }))
  const judge = { model: 'referee', simulated: false, promptHash: 'h', at: null }
  const unjudged = ['1', '2'].map((id) => generatedTrial({ case: id, over: { judge: { ...judge, unasked: true } } }).trial)
  await store.appendTrials([...unjudged, generatedTrial({ case: '3', over: { status: 'skipped' } }).trial])
  const both = '1 planned trial has no answer; 2 answers were not judged'
  expect(await resumption.status(() => store)).toEqual({ status: 'incomplete', stopReason: both })
  await store.appendTrials([generatedTrial({ case: '2' }).trial, generatedTrial({ case: '3' }).trial].map((trial) => inSession(trial, 1)))
  expect(await resumption.status(() => store)).toEqual({ status: 'incomplete', stopReason: '1 answer was not judged' })
  const [trial] = unjudged as [TrialRecord]
  const { task, model, case: caseId, trial: nth, verdict, checks, ingredients } = trial
  const trialHash = judgedTrialHash(trial)
  const judgedAt = '2026-11-22T00:00:00.000Z'
  await store.appendJudgements([
    { schema: 'taskbench/judgement@1', judgedAt, trialHash, task, model, case: caseId, trial: nth, verdict, checks, ingredients, judge },
  ])
  expect(await resumption.status(() => store)).toEqual({ status: 'complete', stopReason: null })
})

test('tasks that are gone are left out and not missing; one that is found again begins anew', async () => {
  const { resumption, store, root } = resumed()
  addFile(root, 'one.task.yaml')
  addFile(root, 'filtered.task.yaml')
  for (const [name, file] of [
    ['removed', 'removed.task.yaml'],
    ['renamed', 'one.task.yaml'],
    ['filtered', 'filtered.task.yaml'],
  ] as const)
    await store.appendTask(generatedTask({ name, file, planned: 1, models: ['sim:careful'] }))
  await resumption.take(generatedTask({ name: 'one', file: 'one.task.yaml' }), store)
  const missing = { status: 'incomplete', stopReason: '1 planned trial has no answer' }
  expect(await resumption.status(() => store)).toEqual(missing)
  expect(await resumption.status(() => store)).toEqual(missing)
  expect((await store.tasks()).map(({ name }) => name)).toEqual(['filtered'])
  expect(resumption.lastNotes).toEqual([
    'tasks that are gone since the run was begun are left out: removed (its file removed.task.yaml is gone), renamed (one.task.yaml holds one now)',
  ])
  const later = new Resumption(generatedHeader(), { root, resultsFolder: root, models: MODELS } as Config)
  const again = generatedTask({ name: 'removed', file: 'removed.task.yaml', planned: 1, models: ['sim:careful'] })
  expect(await later.take(again, store)).toEqual({ ...again, since: 1 })
  expect(later.lastNotes).toEqual([])
})
