import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appendProfiles, readProfiles } from '../benchmark/profile-files.ts'
import { sampleLine } from '../benchmark/sample-line.ts'
import { profilesOf, reportOf, samplesOf } from '../benchmark/testing/profiled-run.ts'
import type { ProfiledRun } from '../benchmark/testing/profiled-run.ts'
import type { Sample } from '../schema/sample.ts'
import { profileSide } from './profile-side.ts'
import { storeProfiles } from './store-profiles.ts'

const place = () => {
  const root = mkdtempSync(path.join(tmpdir(), 'taskbench-sides-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  return { root, resultsFolder: path.join(root, 'results') }
}

/** Writes what a benchmark leaves among the results. */
function keep({ resultsFolder }: { resultsFolder: string }, run: ProfiledRun): void {
  const folder = path.join(resultsFolder, '.benchmarks', run.id ?? 'run-a')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'report.json'), JSON.stringify({ schema: 'taskbench/benchmark@1', ...reportOf(run) }))
  const lines = samplesOf(run).map((sample) => JSON.stringify(sampleLine({ ...sample, gapsMs: new Float64Array(0), usage: {} } as Sample)))
  writeFileSync(path.join(folder, 'samples.jsonl'), `${lines.join('\n')}\n{"schema":"taskbench/sam`)
}

const RUN: ProfiledRun = { id: '20260101t000000z-aaa', models: { fast: 400, slow: 800 } }

test('a run is found by its id, its beginning, or as the latest; of a model alone where it is named', async () => {
  const at = place()
  const stored = profilesOf(RUN)
  await appendProfiles(path.join(at.root, 'profiles'), [
    ...stored,
    ...profilesOf({ ...RUN, id: '20251231t000000z-bbb', at: '2025-12-31T00:00:00.000Z' }),
  ])
  expect(await profileSide(RUN.id ?? '', at)).toEqual({ name: RUN.id, profiles: stored })
  expect((await profileSide('20260101', at)).name).toBe(RUN.id)
  expect((await profileSide('latest', at)).name).toBe(RUN.id)
  expect(
    (await profileSide('20251231@slow', at)).profiles.every(({ model, runId }) => model === 'slow' && runId === '20251231t000000z-bbb'),
  ).toBe(true)
})

test('of a file of profiles it is the newest run', async () => {
  const at = place()
  await appendProfiles(path.join(at.root, 'elsewhere'), profilesOf(RUN))
  expect((await profileSide('elsewhere/short.jsonl', at)).name).toBe(RUN.id)
  await expect(profileSide('elsewhere/none.jsonl', at)).rejects.toThrow('There are no profiles in elsewhere/none.jsonl')
})

test("a run that stored no profiles is read from its samples, a torn last line left out; they are the same, but for the samples' rounding", async () => {
  const at = place()
  keep(at, RUN)
  const { name, profiles } = await profileSide('latest', at)
  expect(name).toBe(RUN.id)
  expect(profiles).toHaveLength(16)
  expect(profiles[0]?.figures.latencyMs?.meanLog).toBeCloseTo(profilesOf(RUN)[0]?.figures.latencyMs?.meanLog ?? 0, 3)
})

test('profiles of a kept run are stored, once however often', async () => {
  const at = place()
  keep(at, RUN)
  expect(await storeProfiles('latest', at)).toEqual({ runId: RUN.id, lines: 16, folder: path.join(at.root, 'profiles') })
  await storeProfiles('latest', at)
  expect(await readProfiles(path.join(at.root, 'profiles'))).toHaveLength(16)
})

test('what is not there is an error that names what is', async () => {
  const at = place()
  await expect(profileSide('latest', at)).rejects.toThrow('There is no benchmark run, neither in profiles/ nor among the results')
  keep(at, RUN)
  keep(at, { ...RUN, id: '20260102t000000z-ccc' })
  await expect(profileSide('2027', at)).rejects.toMatchObject({
    message: 'Found no benchmark run "2027", expected one',
    hint: 'The newest: 20260102t000000z-ccc, 20260101t000000z-aaa.',
  })
  await expect(profileSide('2026', at)).rejects.toThrow('Found 2 benchmark runs that begin with "2026", expected one')
  await expect(profileSide('latest@none', at)).rejects.toMatchObject({
    message: 'Run 20260102t000000z-ccc has no model "none"',
    hint: 'It has: fast, slow.',
  })
})

test('a run without a report, or with one of another kind, is an error', async () => {
  const at = place()
  const folder = path.join(at.resultsFolder, '.benchmarks', 'run-x')
  mkdirSync(folder, { recursive: true })
  await expect(profileSide('run-x', at)).rejects.toThrow('Could not read the report of a benchmark')
  writeFileSync(path.join(folder, 'report.json'), '{"schema":"taskbench/report@1"}')
  await expect(profileSide('run-x', at)).rejects.toThrow('Found a report of schema "taskbench/report@1", expected "taskbench/benchmark@1"')
})
