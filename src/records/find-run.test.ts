import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openFileRecordStore } from './file-record-store.ts'
import { findRun } from './find-run.ts'
import { listRuns } from './list-runs.ts'
import { generatedHeader, generatedTrial } from './testing/generated-records.ts'

const root = mkdtempSync(path.join(tmpdir(), 'taskbench-runs-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const writeRun = async (resultsFolder: string, runId: string, startedAt: string, useCases: string[]): Promise<void> => {
  for (const useCase of useCases) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    await store.writeHeader(generatedHeader({ runId, startedAt }))
    await store.appendTrials([generatedTrial({ case: '1' }).trial])
    await store.close()
  }
}

const threeRuns = async (name: string): Promise<string> => {
  const results = path.join(root, name)
  await writeRun(results, '20261121t045512z-aaaaaa', '2026-11-21T04:55:12.000Z', ['support', 'default'])
  await writeRun(results, 'ci-4711', '2026-11-22T00:00:00.000Z', ['default'])
  await writeRun(results, '20261120t000000z-bbbbbb', '2026-11-20T00:00:00.000Z', ['default'])
  return results
}

it('lists runs with their use cases, the newest first whatever they are called', async () => {
  const runs = await listRuns(await threeRuns('list'))
  expect(runs.map(({ runId, useCases }) => [runId, useCases])).toEqual([
    ['ci-4711', ['default']],
    ['20261121t045512z-aaaaaa', ['default', 'support']],
    ['20261120t000000z-bbbbbb', ['default']],
  ])
})

it('lists a run without a header by the stamp of its id', async () => {
  const results = await threeRuns('headless')
  mkdirSync(path.join(results, '.runs', '20261123t000000z-cccccc'))
  expect((await listRuns(results))[0]).toEqual({
    runId: '20261123t000000z-cccccc',
    header: null,
    trouble: 'without run.json',
    useCases: [],
  })
})

it('finds the latest run, a run by its id and by a unique beginning', async () => {
  const results = await threeRuns('find')
  expect((await findRun(results, undefined)).runId).toBe('ci-4711')
  expect((await findRun(results, 'latest')).runId).toBe('ci-4711')
  expect((await findRun(results, '20261120t000000z-bbbbbb')).runId).toBe('20261120t000000z-bbbbbb')
  expect((await findRun(results, '20261121')).runId).toBe('20261121t045512z-aaaaaa')
})

it('names the runs that are there when one is not found or several match', async () => {
  const results = await threeRuns('missing')
  await expect(findRun(results, 'nope')).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('Found no run "nope"'),
    hint: expect.stringContaining('ci-4711'),
  })
  await expect(findRun(results, '2026')).rejects.toMatchObject({ message: expect.stringContaining('Found 2 runs that begin with "2026"') })
})

it('says how to start when there is no run', async () => {
  await expect(findRun(path.join(root, 'nowhere'), 'latest')).rejects.toMatchObject({
    kind: 'config',
    hint: 'Start one with `taskbench run`.',
  })
})
