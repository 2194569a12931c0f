import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeHeaderFile } from '../records/header-file.ts'
import { generatedHeader } from '../records/testing/generated-records.ts'
import { chooseRun, wantedRun } from './choose-run.ts'

async function results(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'taskbench-choose-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await writeHeaderFile(folder, generatedHeader({ runId: 'stopped', status: 'interrupted', startedAt: '2026-11-20T00:00:00.000Z' }))
  await writeHeaderFile(folder, generatedHeader({ runId: 'complete' }))
  return folder
}

test('without a word a run is new, or the one that shards share', async () => {
  const folder = await results()
  expect(await chooseRun(folder, {})).toEqual({ runId: expect.stringMatching(/^\d{8}t\d{6}z-[0-9a-z]{6}$/), retryErrors: false })
  expect(await chooseRun(folder, { TASKBENCH_RUN_ID: 'shared', TASKBENCH_RESUME: '0', TASKBENCH_RETRY_ERRORS: '' })).toEqual({
    runId: 'shared',
    retryErrors: false,
  })
})

test('a resumed run is found once, and stays the same when Vitest restarts', async () => {
  const folder = await results()
  const env = { TASKBENCH_RESUME: 'latest' }
  expect(await chooseRun(folder, env)).toEqual({ runId: 'stopped', retryErrors: false })
  await writeHeaderFile(folder, generatedHeader({ runId: 'stopped', status: 'complete' }))
  expect(env.TASKBENCH_RESUME).toBe('stopped')
  expect(await chooseRun(folder, env)).toEqual({ runId: 'stopped', retryErrors: false })
})

test('errors are retried of the newest run, or of the one that is named', async () => {
  const folder = await results()
  expect(await chooseRun(folder, { TASKBENCH_RETRY_ERRORS: '1' })).toEqual({ runId: 'complete', retryErrors: true })
  expect(await chooseRun(folder, { TASKBENCH_RETRY_ERRORS: '1', TASKBENCH_RESUME: 'stop' })).toEqual({
    runId: 'stopped',
    retryErrors: true,
  })
  expect(await chooseRun(folder, { TASKBENCH_RETRY_ERRORS: '1', TASKBENCH_RUN_ID: 'stopped' })).toEqual({
    runId: 'stopped',
    retryErrors: true,
  })
})

test('an id that is no name of a folder is refused, by the name of its variable', async () => {
  const folder = await results()
  for (const given of ['../x', 'A', '.x', 'x'.repeat(101)]) {
    await expect(chooseRun(folder, { TASKBENCH_RUN_ID: given })).rejects.toMatchObject({
      kind: 'config',
      message: `Found TASKBENCH_RUN_ID="${given}", expected the name of a run`,
      hint: 'Lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit; at most 100.',
    })
  }
  expect(await chooseRun(folder, { TASKBENCH_RUN_ID: 'night_2.a-1' })).toMatchObject({ runId: 'night_2.a-1' })
})

test('two words for two runs are an error', async () => {
  await expect(chooseRun(await results(), { TASKBENCH_RUN_ID: 'shared', TASKBENCH_RESUME: 'stopped' })).rejects.toMatchObject({
    kind: 'config',
    message: 'Found TASKBENCH_RUN_ID=shared and stopped as the run to resume, expected one run',
    hint: 'Leave TASKBENCH_RUN_ID out when you resume a run.',
  })
})

test('a variable that is empty is as if it were not there', async () => {
  const folder = await results()
  expect(await chooseRun(folder, { TASKBENCH_RETRY_ERRORS: '1', TASKBENCH_RUN_ID: '' })).toEqual({ runId: 'complete', retryErrors: true })
})

test('what a command line names as a run is one: nothing, or what says no in a variable, starts no new run', () => {
  expect([true, '1', 'stopped'].map((given) => wantedRun(given as string | true))).toEqual(['latest', '1', 'stopped'])
  for (const given of ['', ' ', '0', 'false']) {
    expect(() => wantedRun(given)).toThrow(
      expect.objectContaining({
        kind: 'config',
        message: `--resume: found ${JSON.stringify(given)}, expected a run's id`,
        hint: '--resume alone takes the newest run that can be resumed',
      }),
    )
  }
})
