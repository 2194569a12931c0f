import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appendProfiles, readProfiles, withoutInputs } from './profile-files.ts'
import { profileOf } from './profile-pool.ts'
import { profilesOf, reportOf, samplesOf } from './testing/profiled-run.ts'

const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'taskbench-profiles-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return path.join(made, 'profiles')
}

test('profiles are appended by scenario and read back as they were, by time, model and block', async () => {
  const at = folder()
  const [first, second] = [
    profilesOf({ models: { b: 1, a: 2 } }),
    profilesOf({ id: 'run-0', at: '2025-12-31T00:00:00.000Z', scenario: 'long', models: { a: 2 } }),
  ]
  await appendProfiles(at, first)
  await appendProfiles(at, second)
  const found = await readProfiles(at)
  expect(found).toEqual([...second, ...first.filter(({ model }) => model === 'a'), ...first.filter(({ model }) => model === 'b')])
  expect(await readProfiles(path.join(at, 'long.jsonl'))).toEqual(second)
})

test('a torn last line is left out, and what comes after it stands on its own line', async () => {
  const at = folder()
  const profiles = profilesOf({ models: { a: 1 }, blocks: 2 })
  await appendProfiles(at, profiles.slice(0, 1))
  appendFileSync(path.join(at, 'short.jsonl'), '{"schema":"taskbench/profile@1","runId":"torn')
  await appendProfiles(at, profiles.slice(1))
  expect(await readProfiles(at)).toEqual(profiles)
})

test('a block that is stored twice counts once', async () => {
  const at = folder()
  const profiles = profilesOf({ models: { a: 1 } })
  await appendProfiles(at, [...profiles, ...profiles])
  expect(await readProfiles(at)).toEqual(profiles)
})

test('of what is read as much is held as is asked for', async () => {
  const at = folder()
  const profiles = profilesOf({ models: { a: 1, b: 2 } })
  await appendProfiles(at, profiles)
  const found = await readProfiles(at, (profile) => (profile.model === 'a' ? withoutInputs(profile) : null))
  expect(found).toHaveLength(8)
  expect(found[0]?.figures.latencyMs).toEqual({ ...profiles[0]?.figures.latencyMs, inputs: [] })
})

test('there are none where there is no folder', async () => {
  expect(await readProfiles(folder())).toEqual([])
  expect(await readProfiles(path.join(folder(), 'none.jsonl'))).toEqual([])
})

test('a line that is no profile is an error that names the field', async () => {
  const at = folder()
  await appendProfiles(at, profilesOf({ models: { a: 1 }, blocks: 1 }))
  const file = path.join(at, 'short.jsonl')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"block":0', '"block":-1'))
  await expect(readProfiles(at)).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('A profile in short.jsonl has a wrong block'),
  })
  await expect(readProfiles(file.replace('short.jsonl', '../../dev/null/x'))).resolves.toEqual([])
  await expect(readProfiles(import.meta.filename)).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('Could not read'),
  })
})

test('a block keeps at most a thousand inputs, and leaves out what has no logarithm', () => {
  const run = { models: { a: 100 }, blocks: 1, requests: 1_200 }
  const samples = samplesOf(run)
  const [profile] = profileOf(reportOf(run), [
    ...samples,
    { ...samples[0]!, latencyMs: 0 },
    { ...samples[0]!, latencyMs: null },
    { ...samples[0]!, phase: 'warm-up' },
  ])
  expect(profile?.figures.latencyMs).toMatchObject({ n: 1_200 })
  expect(profile?.figures.latencyMs?.inputs).toHaveLength(1_000)
  expect(profile).toMatchObject({ requests: 1_202, failed: 0 })
  expect(profile?.figures.timePerOutputTokenMs).toBeUndefined()
})
