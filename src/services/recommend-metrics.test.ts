import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { metricsChange, recommendMetrics, writeTaskFile } from './recommend-metrics.ts'

const TASK = 'name: x\nprompt: "{{q}}"\ncases: [{ q: one, gold: two }]\n'
const NONE = { metrics: [{ name: 'latency', reason: 'x' }], primary: null, refused: [] }

const recommend = (root: string) => recommendMetrics({ root, task: 'x', env: {}, signal: new AbortController().signal })

test('rules stand in for a simulated model, and know the traits of the use case', async () => {
  const root = testFolder({ 'x.task.yaml': `useCase: fast\n${TASK}`, 'use-cases/fast.yaml': 'traits: [low-latency]\n' })
  const { by, proposal } = await recommend(root)
  expect(by).toEqual({ model: 'sim:careful', rules: true })
  expect(proposal.metrics.map(({ name }) => name)).toContain('first-token-latency')
})

test('what ranks the models stays, unless another is recommended', async () => {
  const root = testFolder({ 'x.task.yaml': TASK })
  const found = await recommend(root)
  expect(metricsChange({ ...found, proposal: NONE }).after).toBe(`${TASK}metrics: [latency]\nprimary: accuracy\n`)
  expect(metricsChange({ ...found, proposal: { ...NONE, primary: 'latency' } }).after).toBe(`${TASK}metrics: [latency]\n`)
  const written = `${TASK}primary: pass-rate\n`
  expect(metricsChange({ ...found, before: written, proposal: { ...NONE, primary: 'latency' } }).after).toBe(
    `${TASK}metrics: [latency]\nprimary: latency\n`,
  )
})

test('answers that were recorded elsewhere recommend nothing', async () => {
  const root = testFolder({
    'x.task.yaml': TASK,
    'a.jsonl': '',
    'taskbench.config.yaml': 'models: [{ id: recorded:a, answers: a.jsonl }]\ngeneralModel: recorded:a\n',
  })
  expect(await faultsOf('', () => recommend(root))).toEqual([
    'the general model recorded:a has recorded answers and can recommend no metrics (set `generalModel: provider:name` to a model that can be asked)',
  ])
})

test('a file is written through its link, with its mode and its byte order mark', async () => {
  const root = testFolder({ 'real.task.yaml': `\uFEFF${TASK}` })
  const file = join(root, 'x.task.yaml')
  symlinkSync('real.task.yaml', file)
  chmodSync(join(root, 'real.task.yaml'), 0o640)
  await writeTaskFile({ file, before: TASK, after: `${TASK}metrics: [cost]\n` })
  expect(lstatSync(file).isSymbolicLink()).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o640)
  expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${TASK}metrics: [cost]\n`)
})

test('a file that was changed meanwhile is left alone', async () => {
  const root = testFolder({ 'x.task.yaml': `${TASK}trials: 2\n` })
  const file = join(root, 'x.task.yaml')
  expect(await faultsOf('', () => writeTaskFile({ file, before: TASK, after: 'x' }))).toEqual([
    `${file} was changed in the meantime: nothing was written (run the command again)`,
  ])
  expect(readFileSync(file, 'utf8')).toBe(`${TASK}trials: 2\n`)
})
