import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import { ProfileDesk } from './profile-desk.ts'
import type { MeasuredModel } from './profile-desk.ts'

const quick = (label: string, sim: object = {}) => ({
  id: 'sim:careful',
  label,
  sim: { latency: { kind: 'fixed', ms: 2 }, tokensPerSecond: 4_000, ...sim },
})
const PAID = { id: 'openai:gpt-5-mini', label: 'paid' }
const { signal } = new AbortController()

async function deskOf(models: object[], { maySpend = true, ...settings }: Record<string, unknown> & { maySpend?: boolean } = {}) {
  const root = testFolder({ 'taskbench.config.yaml': JSON.stringify({ models, ...settings }) })
  const env = { OPENAI_API_KEY: 'sk-test-test-test' }
  const desk = new ProfileDesk({ config: await loadConfig({ root, env }), env, maySpend })
  const measure = (wish: object) => desk.measure({ wish, name: 'the-test', folder: root }, signal)
  return { root, measure }
}

const measuredOf = (answer: object): MeasuredModel[] => (answer as { measured: MeasuredModel[] }).measured

test('a prompt is measured in interleaved blocks: figures, blocks, and the values of every request', async () => {
  const { measure, root } = await deskOf([quick('one'), quick('two')])
  const [one, two] = measuredOf(await measure({ models: ['one', 'two'], prompt: 'Say hello.', requests: 12 })) as [
    MeasuredModel,
    MeasuredModel,
  ]
  expect(one.cell).toMatchObject({ scenario: 'the-test', model: 'one', repetitions: 6, simulated: true })
  expect(one.cell.figures.latencyMs?.n).toBe(12)
  expect(one.values.latencyMs).toHaveLength(12)
  expect(one.values.firstTokenMs).toHaveLength(12)
  expect(one.blocks.map(({ block, requests, model }) => [block, requests, model])).toEqual(
    [0, 1, 2, 3, 4, 5].map((block) => [block, 2, 'one']),
  )
  expect(two.blocks[0]?.scenarioHash).toBe(one.blocks[0]?.scenarioHash)
  expect(existsSync(join(one.folder, 'samples.jsonl'))).toBe(true)
  expect(one.folder.startsWith(join(root, 'results/.benchmarks'))).toBe(true)
})

test('a scenario file, beside the test, and inputs of a prompt', async () => {
  const { measure, root } = await deskOf([quick('one')])
  const file = { name: 'hello', prompt: 'Say hello to {{name}}.', inputs: [{ name: 'Ada' }] }
  writeFileSync(join(root, 'hello.scenario.yaml'), JSON.stringify(file))
  const [fromFile] = measuredOf(await measure({ model: 'one', scenario: 'hello.scenario.yaml', requests: 2, blocks: 1 }))
  expect(fromFile?.cell).toMatchObject({ scenario: 'hello', repetitions: 1 })
  const { inputs, prompt } = file
  const [fromCode] = measuredOf(await measure({ model: 'one', name: 'hello', inputs, prompt, requests: 2, blocks: 1 }))
  expect(fromCode?.cell.scenario).toBe('hello')
})

test('what costs money is not asked unless that was asked for', async () => {
  const { measure } = await deskOf([quick('one'), PAID], { maySpend: false })
  expect(await measure({ models: ['one', 'paid'], prompt: 'Hi' })).toEqual({
    unasked: 'paid costs money and was not asked: run TASKBENCH=live npx vitest bench',
  })
})

test('a model that answers nothing is an error with what it said, not a profile of nothing', async () => {
  const { measure } = await deskOf([quick('one', { failures: { rateLimit: 0, reset: 0, serverError: 1, stall: 0 } })])
  await expect(measure({ model: 'one', prompt: 'Hi', requests: 2, blocks: 1 })).rejects.toMatchObject({
    kind: 'transient',
    message: expect.stringMatching(/^one answered no request that was measured/) as string,
  })
})

test('wishes are measured one after the other', async () => {
  const { measure } = await deskOf([quick('one', { latency: { kind: 'fixed', ms: 40 } })])
  const wish = { model: 'one', prompt: 'Hi', requests: 2, blocks: 1 }
  const [first, second] = (await Promise.all([measure(wish), measure(wish)])).map((answer) => measuredOf(answer)[0]) as [
    MeasuredModel,
    MeasuredModel,
  ]
  const startOf = ({ blocks }: MeasuredModel) => Date.parse(blocks[0]?.at ?? '')
  const measuringMs = first.values.latencyMs.reduce((sum, latencyMs) => sum + latencyMs, 0)
  expect(startOf(second) - startOf(first)).toBeGreaterThanOrEqual(Math.floor(measuringMs) - 1)
})

test.each([
  [{ model: 'one' }, 'profile: expected one of scenario, prompt and messages: what is asked'],
  [{ prompt: 'Hi' }, 'profile: expected either model or models'],
  [{ model: 'one', prompt: 'Hi', request: 5 }, 'profile: unknown key "request"'],
  [{ model: 'one', scenario: 'short-answer', concurrency: 5 }, 'profile: a scenario says by itself what is asked'],
  [{ model: 'nobody', prompt: 'Hi' }, 'the model "nobody" is not configured'],
  [{ model: 'one', prompt: 'Hi {{name}}' }, 'profile: the placeholder {{name}} has no value in 1 of 1 inputs'],
  [{ model: 'one', prompt: 'Hi', requests: 0 }, 'profile: requests: found 0'],
  [{ model: 'one', scenario: 'ramp' }, 'profile: the scenario ramp is a ramp, expected a load of one step'],
])('%j is refused before anything is asked', async (wish, message) => {
  const { measure } = await deskOf([quick('one')])
  await expect(measure(wish)).rejects.toMatchObject({ kind: 'config', message: expect.stringContaining(message) as string })
})
