import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import type { TaskJudge } from '../schema/judge.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { loadTask } from './load-task.ts'
import { recordsHash } from './records-hash.ts'

/** The hash of a task with these cases. */
async function of(cases: string): Promise<string | undefined> {
  const root = testFolder({ 'x.task.yaml': `name: x\nprompt: "{{q}}"\ncases: [${cases}]\n` })
  return (await loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))).recordsHash
}

test('it is of ids, inputs, gold and own checks of cases, not of their order, tags and places', async () => {
  const plain = await of('{ id: a, q: one }, { id: b, q: two }')
  expect(await of('{ id: b, q: two }, { id: a, tags: [x],\n  q: one }')).toBe(plain)
  const changed = [
    '{ id: a, q: one }',
    '{ id: a, q: one }, { id: b, q: three }',
    '{ id: a, q: two }, { id: b, q: one }',
    '{ id: a, q: one }, { id: c, q: two }',
    '{ id: a, q: one, gold: x }, { id: b, q: two }',
    '{ id: a, q: one, checks: [{ kind: length, max: 5 }] }, { id: b, q: two }',
    '{ id: a, q: one, checks: [{ kind: length, max: 6 }] }, { id: b, q: two }',
  ]
  const hashes = await Promise.all(changed.map(of))
  expect(new Set([plain, ...hashes]).size).toBe(changed.length + 1)
  expect(await of('{ id: a, q: one, checks: [{\n  kind: length, max: 6 }] }, { id: b, q: two }')).toBe(hashes.at(-1))
})

test('it is of who judges and what the judge is told, not of the limits of the model', () => {
  const by = (name: string, concurrency = 1, goal = 'Help') => {
    const brief = { goal } as TaskJudge['brief']
    return recordsHash({ cases: [], judge: { model: testModel({ provider: 'sim', name, concurrency }), brief, batch: 1, seed: 1 } })
  }
  expect(by('careful', 2)).toBe(by('careful'))
  expect(new Set([recordsHash({ cases: [], judge: null }), by('careful'), by('hasty'), by('hasty', 1, 'Please')]).size).toBe(4)
})
