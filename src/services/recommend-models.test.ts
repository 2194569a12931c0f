import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { faultsOf, testFolder } from '../config/testing/test-folder.ts'
import { generatedHeader, generatedTask, RUN_ID } from '../records/testing/generated-records.ts'
import { generatedMetric, generatedReport, generatedResult } from '../report/testing/generated-report.ts'
import { writtenRun } from '../report/testing/written-run.ts'
import type { Result } from '../schema/report.ts'
import { recommendModels } from './recommend-models.ts'

const CONFIG = `models:
  - { id: openai:gpt-5-mini, label: mini }
  - { id: openai:gpt-5, label: large, contextTokens: 1000, traits: [vision] }
  - { id: 'compatible:own', label: own, baseUrl: 'https://llm.example.com/v1' }
  - { id: 'compatible:here', label: here, baseUrl: 'http://127.0.0.1:9/v1' }
`

/** A project with runs whose reports hold these results, the oldest first. */
function project(runs: Result[][], files: Record<string, string> = {}): string {
  const written = runs.flatMap((results, index) => {
    const runId = `2026112${index}t045512z-aaaaaa`
    const report = generatedReport({ results })
    return [
      [`results/.runs/${runId}/run.json`, JSON.stringify(generatedHeader({ runId, startedAt: `2026-11-2${index}T04:55:12.000Z` }))],
      [`results/concepts/${runId}/report.json`, JSON.stringify({ ...report, run: { ...report.run, id: runId, useCase: 'concepts' } })],
    ]
  })
  return testFolder({
    'taskbench.config.yaml': CONFIG,
    'use-cases/concepts.yaml': 'traits: [low-cost]\n',
    ...Object.fromEntries(written),
    ...files,
  })
}

const recommend = (root: string, more: Partial<Parameters<typeof recommendModels>[0]> = {}) =>
  recommendModels({ root, useCase: 'concepts', known: false, env: {}, ...more })
const result = (label: string, f1: number | null, over: Partial<Result> = {}): Result =>
  generatedResult(label, f1, { modelId: label === 'mini' ? 'openai:gpt-5-mini' : 'openai:gpt-5', ...over })
const part = (found: Awaited<ReturnType<typeof recommend>>, model: string, name: string) =>
  found.ranked.find((each) => each.model === model)?.parts.find((each) => each.name === name)

test('the newest result of each task and model counts, with its interval and n', async () => {
  const root = project([
    [result('mini', 0.2), result('large', 0.9)],
    [result('mini', 0.7), result('mini', 0.5, { task: 'other' })],
  ])
  const found = await recommend(root)
  expect(found.runs).toEqual(['20261121t045512z-aaaaaa', '20261120t045512z-aaaaaa'])
  expect(part(found, 'mini', 'history')?.reason).toBe('concepts: f1 0.70 (0.67–0.73, n 20); other: f1 0.50 (0.47–0.53, n 20)')
  expect(part(found, 'large', 'history')?.reason).toBe('concepts: f1 0.90 (0.87–0.93, n 20); 1 of 2 tasks not measured: 0.5 each')
  expect(part(found, 'own', 'history')).toMatchObject({ value: null, reason: 'never measured on this use case' })
  expect(found.answer).toEqual({ inputTokens: 1200, outputTokens: 80, from: 'earlier runs' })
})

test('a label that stood for another model says nothing of this one', async () => {
  const found = await recommend(project([[result('mini', 0.9, { modelId: 'openai:gpt-4o-mini' })]]))
  expect(part(found, 'mini', 'history')?.value).toBe(null)
})

test('of metrics of which less is better the rest of one counts, and of those that are no shares nothing', async () => {
  const lower = { primary: 'hallucination', metrics: { hallucination: generatedMetric(0.1, { direction: 'lower' }) } }
  const money = { task: 'money', primary: 'cost', metrics: { cost: generatedMetric(0.1, { unit: 'USD', direction: 'lower' }) } }
  const unknown = { task: 'unknown', primary: 'f1', metrics: { f1: generatedMetric(null) } }
  const found = await recommend(project([[result('mini', 0, lower), result('mini', 0, money), result('mini', 0, unknown)]]))
  expect(part(found, 'mini', 'history')?.reason).toBe('concepts: 1 − hallucination 0.90 (0.87–0.93, n 20)')
})

test('costs and latencies are measured ones; without them prices, and else they are not known', async () => {
  const cost = generatedMetric(0.002, { unit: 'USD', direction: 'lower', n: 20 })
  const found = await recommend(project([[result('mini', 0.7, { metrics: { f1: generatedMetric(0.7), cost } })]]))
  expect(part(found, 'mini', 'cost')?.reason).toBe('$0.002 per answer, measured (n 20)')
  expect(part(found, 'mini', 'latency')?.reason).toBe('median 0.3 s (n 20)')
  expect(part(found, 'large', 'cost')?.reason).toMatch(/^\$0\.0\d+ per answer, by its price$/)
  expect(part(found, 'large', 'latency')).toMatchObject({ value: null, reason: 'latency not measured' })
  expect(part(found, 'own', 'cost')).toMatchObject({ value: null, reason: 'no price is known' })
  expect(part(found, 'here', 'cost')).toMatchObject({ value: 1, reason: '$0 per answer, it is asked on this machine' })
})

test('traits ask for context lengths, for privacy, and for what the config says', async () => {
  const root = project([[result('mini', 0.7)]], { 'use-cases/concepts.yaml': 'traits: [long-context, private, vision]\n' })
  const found = await recommend(root)
  expect(part(found, 'mini', 'long-context')?.reason).toBe('context of 400,000 tokens')
  expect(part(found, 'large', 'long-context')).toMatchObject({
    value: 0,
    reason: 'context of 1,000 tokens, less than a usual question of 1,200',
  })
  expect(part(found, 'own', 'long-context')).toMatchObject({ value: null, reason: 'context length not known' })
  expect(['mini', 'own', 'here'].map((model) => part(found, model, 'private')?.value)).toEqual([0, null, 1])
  expect(part(found, 'large', 'vision')?.value).toBe(1)
})

test('with known models those of the price list are ranked too, each once, and none is left out', async () => {
  const found = await recommend(project([]), { known: true })
  const ids = found.ranked.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining(['openai:gpt-5-mini', 'openai:gpt-4o', 'compatible:own']))
  expect(ids.length).toBeGreaterThan(300)
  expect(ids.some((id) => id.includes('embedding'))).toBe(false)
  expect(found.ranked.filter(({ configured }) => configured)).toHaveLength(4)
  expect(found.answer).toEqual({ inputTokens: 2000, outputTokens: 500, from: 'usual' })
})

test('a run without a report is read from its records', async () => {
  const root = testFolder({ 'taskbench.config.yaml': 'models: [sim:careful]\n' })
  const trials = ['a', 'b', 'c', 'd'].map((id, index) => ({ model: 'sim:careful', case: id, right: index > 0 }))
  await (await writtenRun(join(root, 'results'), { tasks: [generatedTask({ models: ['sim:careful'], planned: 4 })], trials })).close()
  const found = await recommend(root, { useCase: 'default' })
  expect(found.runs).toEqual([RUN_ID])
  expect(found.notes).toEqual(['there is no use-cases/default.yaml: no traits count'])
  expect(part(found, 'sim:careful', 'history')?.reason).toMatch(/^triage: accuracy 0\.75 \(.*, n 4\)$/)
})

test('a run that cannot be read is noted, and the others count', async () => {
  const root = project([[result('mini', 0.7)]], {
    'results/.runs/20261128t045512z-aaaaaa/run.json': '{"schema": "taskbench/run@0"}',
    'results/concepts/20261128t045512z-aaaaaa/report.json': '{ torn',
  })
  const found = await recommend(root)
  expect(found.runs).toEqual(['20261120t045512z-aaaaaa'])
  expect(found.notes).toEqual([expect.stringMatching(/^20261128t045512z-aaaaaa was left out: /)])
})

test('models of the use case that are not configured are said where they stand', async () => {
  const root = project([], { 'use-cases/concepts.yaml': 'models: [mini, larg]\n' })
  expect(await faultsOf(join(root, 'use-cases/concepts.yaml'), () => recommend(root))).toEqual([
    '1:16 the model larg is not configured (did you mean large? configured: mini, large, own, here)',
  ])
})

test('what is wrong with the use case is said where it stands', async () => {
  const root = project([], { 'use-cases/concepts.yaml': 'goal: x\ntraits: [long-contxt]\n' })
  const file = join(root, 'use-cases/concepts.yaml')
  expect(await faultsOf(file, () => recommend(root))).toEqual([
    expect.stringMatching(/^2:10 traits\.0: found "long-contxt", expected .* \(did you mean long-context\?\)$/),
  ])
  expect(await faultsOf('', () => recommend(root, { useCase: 'concept' }))).toEqual([
    'there is no use-cases/concept.yaml (did you mean concepts? there are: concepts)',
  ])
  expect(await faultsOf('', () => recommend(root, { useCase: '../secrets' }))).toEqual([
    expect.stringMatching(/^"\.\.\/secrets" is no name of a use case \(expected lower-case letters/),
  ])
  expect(await faultsOf('', () => recommend(testFolder({}), { useCase: 'x' }))).toEqual([
    'there is no use-cases/x.yaml (write it (docs/use-cases.md), or run its tasks first)',
  ])
})

test('a use case is not read through a link that leads out of the project', async () => {
  const root = testFolder({})
  const outside = testFolder({ 'u.yaml': 'goal: secret' })
  mkdirSync(join(root, 'use-cases'))
  writeFileSync(join(root, 'use-cases/a.yaml'), 'goal: x')
  symlinkSync(join(outside, 'u.yaml'), join(root, 'use-cases/u.yaml'))
  expect((await faultsOf('', () => recommend(root, { useCase: 'u' }))).join()).toContain('leads out of the project')
})
