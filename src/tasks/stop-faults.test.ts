import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from './load-task.ts'
import { resolveTask } from './resolve-task.ts'

const CASES = `cases: [${Array.from({ length: 12 }, (_, i) => `{ id: c${i}, input: { q: ${i} }, gold: ${i} }`).join(', ')}]`
const HEAD = `name: x\nprompt: "{{q}}"\n${CASES}\n`

async function read(yaml: string, seed = 1): Promise<Task> {
  const root = testFolder({ 'x.task.yaml': HEAD + yaml })
  return loadTask(join(root, 'x.task.yaml'), { ...(await loadConfig({ root, env: {} })), seed })
}

async function faults(yaml: string): Promise<string[]> {
  const root = testFolder({ 'x.task.yaml': HEAD + yaml })
  const config = await loadConfig({ root, env: {} })
  const file = join(root, 'x.task.yaml')
  return (await faultsOf(file, () => loadTask(file, config))).map((fault) => fault.replaceAll(`${root}/`, ''))
}

test('cases of a task that may stop are in an order of the seed; others stay as they are written', async () => {
  const ids = async (yaml: string, seed?: number) => (await read(yaml, seed)).cases.map(({ id }) => id)
  const written = Array.from({ length: 12 }, (_, i) => `c${i}`)
  const gates = 'gates: [{ metric: accuracy, min: 0.8 }]\n'
  expect(await ids(gates)).toEqual(written)
  const ordered = await ids(`${gates}stop: decided\n`)
  expect(ordered).not.toEqual(written)
  expect(ordered.toSorted()).toEqual(written.toSorted())
  expect(await ids(`${gates}stop: decided\n`)).toEqual(ordered)
  expect(await ids(`${gates}stop: decided\n`, 2)).not.toEqual(ordered)
})

test('the order of asking is none of a task: its hashes stay', async () => {
  const gates = 'gates: [{ metric: accuracy, min: 0.8 }]\n'
  const [plain, stopping] = [await read(gates), await read(`${gates}stop: decided\n`)]
  expect(stopping).toMatchObject({
    stop: 'decided',
    taskHash: plain.taskHash,
    caseSetHash: plain.caseSetHash,
    promptHash: plain.promptHash,
  })
  expect(plain).not.toHaveProperty('stop')
})

test('YAML and TypeScript forms stop alike', async () => {
  const root = testFolder({})
  const config = { ...(await loadConfig({ root, env: {} })), seed: 1 }
  const task = resolveTask(
    {
      name: 'x',
      prompt: '{{q}}',
      cases: Array.from({ length: 12 }, (_, i) => ({ id: `c${i}`, input: { q: i }, gold: i })),
      gates: [{ metric: 'accuracy', min: 0.8 }],
      stop: 'decided',
    },
    { file: join(root, 'x.ts'), config, code: false },
  )
  expect(task.cases.map(({ id }) => id)).toEqual(
    (await read('gates: [{ metric: accuracy, min: 0.8 }]\nstop: decided\n')).cases.map(({ id }) => id),
  )
})

test.each([
  [
    'no gates',
    'stop: decided\n',
    '4:7 `stop: decided` asks until all gates are decided, and there are none (write `gates`, or leave `stop` out)',
  ],
  [
    'a gate that compares the bare value',
    'stop: decided\ngates:\n  - { metric: accuracy, min: 0.8 }\n  - { metric: f1, min: 0.8, bound: value }\n',
    '7:36 `stop: decided` asks until all gates are decided: one that compares the bare value never is (leave `bound: value` out, or `stop`)',
  ],
  [
    'a gate on the end of a distribution',
    'stop: decided\ngates: [{ metric: latency-p95, max: 100 }]\n',
    '5:19 `stop: decided` asks until all gates are decided: few cases say nothing of latency-p95 (gate on a mean or a median, or leave `stop` out)',
  ],
  [
    'a gate on what the task does not have',
    'stop: decided\ngates: [{ metric: consistency, min: 0.8 }]\n',
    '5:19 `stop: decided` asks until all gates are decided: one on consistency never is, for it needs two trials per case or more',
  ],
  ['another word', 'stop: early\n', '4:7 stop: found "early", expected "decided"'],
])('%s makes no sense with it, which is said where it stands', async (_, yaml, fault) => {
  expect(await faults(yaml)).toEqual([fault])
})
