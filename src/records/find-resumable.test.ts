import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { RunStatus } from '../schema/run-header.ts'
import { findResumable } from './find-resumable.ts'
import { writeHeaderFile } from './header-file.ts'
import { lockRun } from './run-lock.ts'
import { lockFile } from './run-paths.ts'
import { generatedHeader } from './testing/generated-records.ts'

/** A results folder with runs, the oldest first. */
async function resultsWith(...statuses: RunStatus[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'taskbench-resumable-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [index, status] of statuses.entries()) {
    await writeHeaderFile(folder, generatedHeader({ runId: `run-${index}`, status, startedAt: `2026-11-2${index}T00:00:00.000Z` }))
  }
  return folder
}

test.each(['latest', '1', 'true'])('%s is the newest run that did not come to its end', async (word) => {
  expect(await findResumable(await resultsWith('interrupted', 'incomplete', 'complete'), word)).toBe('run-1')
  expect(await findResumable(await resultsWith('running', 'complete'), word)).toBe('run-0')
})

test('a run is named by its id or a beginning of it, whatever its status', async () => {
  const folder = await resultsWith('complete', 'interrupted')
  expect(await findResumable(folder, 'run-0')).toBe('run-0')
  await expect(findResumable(folder, 'run')).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('2 runs that begin with'),
  })
  await expect(findResumable(folder, 'other')).rejects.toMatchObject({ hint: expect.stringContaining('run-1, run-0') })
})

test('where errors are retried, the newest run that has ended counts', async () => {
  expect(await findResumable(await resultsWith('interrupted', 'complete'), 'latest', true)).toBe('run-1')
})

test('a run that is written by a live process, and one of another version, are not taken; without another one those are named', async () => {
  const folder = await resultsWith('running')
  const lock = lockRun('run-0', lockFile(folder, 'run-0', null))
  mkdirSync(path.join(folder, '.runs', 'newer'))
  writeFileSync(path.join(folder, '.runs', 'newer', 'run.json'), '{"schema":"taskbench/run@2"}')
  await expect(findResumable(folder, 'latest')).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringMatching(/^Found no run to resume in .*, expected one that is interrupted or incomplete$/),
    hint: expect.stringMatching(/run-0 \(running\), newer \(of another version\)/),
  })
  lock.release()
  expect(await findResumable(folder, 'latest')).toBe('run-0')
})

test('a run whose run.json is damaged did not come to its end; one without it is passed over, and both are called what they are', async () => {
  const folder = await resultsWith('interrupted', 'complete')
  mkdirSync(path.join(folder, '.runs', '20261122t050000z-lost'))
  expect(await findResumable(folder, 'latest')).toBe('run-0')
  mkdirSync(path.join(folder, '.runs', '20261122t040000z-torn'))
  writeFileSync(path.join(folder, '.runs', '20261122t040000z-torn', 'run.json'), '')
  expect(await findResumable(folder, 'latest')).toBe('20261122t040000z-torn')
  await expect(findResumable(folder, 'other')).rejects.toMatchObject({ kind: 'config' })
  const others = await resultsWith('complete')
  mkdirSync(path.join(others, '.runs', 'lost'))
  await expect(findResumable(others, 'latest')).rejects.toMatchObject({
    hint: 'Those that are there, the newest first: run-0 (complete), lost (without run.json).',
  })
})

test('an empty results folder says how to begin', async () => {
  await expect(findResumable(await resultsWith(), 'latest')).rejects.toMatchObject({ hint: 'Start one with `taskbench run`.' })
})
