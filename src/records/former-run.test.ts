import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { claimRun } from './claim-run.ts'
import { openFileRecordStore } from './file-record-store.ts'
import { formerRun } from './former-run.ts'
import { writeHeaderFile } from './header-file.ts'
import { inSession } from './in-session.ts'
import { headerFile, journalFile, recordsFolder } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { generatedHeader, generatedTask, generatedTrial, RUN_ID } from './testing/generated-records.ts'

const SHARD = { index: 2, count: 2 }

function results(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'taskbench-former-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Results with records of a run whose header is not whole: a task that has changed in session `since`, and a trial of session `session`. */
async function withRecords({ since, session, shard = null }: { since?: number; session?: number; shard?: Shard | null }): Promise<string> {
  const folder = results()
  await writeHeaderFile(folder, generatedHeader({ shard }))
  writeFileSync(headerFile(folder, RUN_ID, shard), '{"schema":"taskb')
  const store = openFileRecordStore({ resultsFolder: folder, runId: RUN_ID, useCase: 'support', shard })
  const { trial } = generatedTrial({ case: '1' })
  await store.appendTask(generatedTask(since === undefined ? {} : { since }))
  await store.appendTrials([trial, session === undefined ? trial : inSession(trial, session)])
  await store.close()
  return folder
}

test('a run that is new has none; one that was begun says what its header says', async () => {
  const folder = results()
  expect(await formerRun(folder, RUN_ID, null)).toBeNull()
  await writeHeaderFile(folder, generatedHeader())
  expect(await formerRun(folder, RUN_ID, null)).toEqual(generatedHeader())
  writeFileSync(headerFile(folder, RUN_ID, null), '')
  // It ended before anything was asked: files without a line say nothing.
  writeFileSync(journalFile(folder, RUN_ID), '')
  expect(await formerRun(folder, RUN_ID, null)).toBeNull()
})

test('answers alone say that the run was begun, and its id says when', async () => {
  const folder = results()
  await writeHeaderFile(folder, generatedHeader())
  rmSync(headerFile(folder, RUN_ID, null))
  writeFileSync(journalFile(folder, RUN_ID), '{}\n')
  const former = await formerRun(folder, RUN_ID, null)
  expect(former).toMatchObject({
    runId: RUN_ID,
    startedAt: '2026-11-21T04:55:12.000Z',
    status: 'interrupted',
    finishedAt: null,
    models: null,
  })
  expect(former?.stopReason).toBe('its run.json is damaged or gone')
  expect(former).not.toHaveProperty('earlier')
})

test.each([
  ['the first one', {}, 0],
  ['those of trials', { since: 1, session: 3 }, 3],
  ['those of tasks that have changed', { since: 2 }, 2],
  ['no more than can be', { session: 1e12 }, 10_000],
])('the sessions before are told from the records: %s', async (_, records, count) => {
  const former = await formerRun(await withRecords(records), RUN_ID, null)
  expect(former?.earlier?.length ?? 0).toBe(count)
})

test('a shard that is new has none beside others that are not', async () => {
  const folder = await withRecords({ session: 1, shard: SHARD })
  expect((await formerRun(folder, RUN_ID, SHARD))?.earlier).toHaveLength(1)
  expect(await formerRun(folder, RUN_ID, { index: 1, count: 2 })).toBeNull()
})

test('a run without its header is refused where another version has written it', async () => {
  const folder = await withRecords({})
  const claim = { resultsFolder: folder, runId: RUN_ID, shard: null, concurrency: 1 }
  appendFileSync(path.join(recordsFolder(folder, 'support', RUN_ID), 'judgements.jsonl'), '{"schema":"taskbench/judgement@2"}\n')
  await expect(claimRun(claim)).rejects.toThrow('Found a record of schema "taskbench/judgement@2"')
})
