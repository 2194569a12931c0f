import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { profilesOf } from '../benchmark/testing/profiled-run.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { profileBaseline } from './profile-baseline.ts'

const measured = (id: string, settings: object = {}) =>
  profilesOf({ models: { mini: 100 }, blocks: 6, requests: 2, id, at: `2026-01-0${id.at(-1)}T00:00:00.000Z`, ...settings })

test('where there is none it is stored, and is its own baseline; the next one finds it', async () => {
  const root = testFolder({})
  const first = measured('run-1')
  expect(await profileBaseline(root, { blocks: first }, 'new')).toEqual({ blocks: first, stored: true })
  expect(readdirSync(join(root, 'profiles'))).toEqual(['short.jsonl'])
  expect(await profileBaseline(root, { blocks: measured('run-2') }, 'new')).toEqual({ blocks: first, stored: false })
})

test('-u stores the new one; the newest run serves, or the one that is named', async () => {
  const root = testFolder({})
  const [first, second] = [measured('run-1'), measured('run-2')]
  await profileBaseline(root, { blocks: first }, 'all')
  expect((await profileBaseline(root, { blocks: second }, 'all')).stored).toBe(true)
  expect(readFileSync(join(root, 'profiles/short.jsonl'), 'utf8').trim().split('\n')).toHaveLength(12)
  expect((await profileBaseline(root, { blocks: measured('run-3') }, 'none')).blocks).toEqual(second)
  expect((await profileBaseline(root, { blocks: measured('run-3'), run: 'run-1' }, 'all')).blocks).toEqual(first)
})

test('in CI nothing is stored: what is missing is said, and what there is instead', async () => {
  const root = testFolder({})
  const found = (settings: object, more: object = {}) => profileBaseline(root, { blocks: measured('run-3', settings), ...more }, 'none')
  const hint = 'store one by npx vitest bench -u, and commit the file'
  await expect(found({})).rejects.toMatchObject({ kind: 'config', message: 'there is no profile of mini in profiles/short.jsonl', hint })
  await profileBaseline(root, { blocks: measured('run-1') }, 'new')
  await expect(found({}, { run: 'run-9' })).rejects.toThrow('there is no profile of mini in profiles/short.jsonl with the run run-9')
  await expect(found({ scenarioHash: 'other' })).rejects.toThrow(
    'what is asked, or how, has changed since the profile of mini in profiles/short.jsonl was stored',
  )
  const elsewhere = { machine: { hash: 'm2', cpu: 'Other CPU', cores: 8 } }
  await expect(found(elsewhere)).rejects.toThrow(
    'the profiles of mini in profiles/short.jsonl were measured on another machine (4 × Test CPU), expected 8 × Other CPU',
  )
  expect((await found(elsewhere, { otherMachine: true })).stored).toBe(false)
  await expect(profileBaseline(root, { blocks: [] }, 'new')).rejects.toThrow('the profile has no blocks: nothing of it was measured')
})
