import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import type { Provider } from '../schema/provider.ts'
import { recordedProvider } from './recorded.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { attempting, secretCase } from './testing/attempting.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recorded-'))
})
afterAll(() => rm(folder, { recursive: true }))

const modelOf = (answersFile: string | null) =>
  testModel({ provider: 'recorded', name: 'system-a', answersFile, paid: false, needsCase: true })
const context = { env: {}, fetch: () => Promise.reject(new Error('no network')), seed: 1, allowKeys: {}, connections: 1 }
const prepare = async (lines: (object | string)[], end = '\n'): Promise<Provider> => {
  const file = join(folder, 'answers.jsonl')
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)) + end).join(''))
  return recordedProvider.prepare(modelOf(file), context)
}
const answer = (provider: Provider, caseId: string, trial = 0): Promise<Completion> =>
  provider.complete(attempting(modelOf(null), { trial, callCase: { ...secretCase, case: caseId } }))

test('an answer comes with its recorded tokens, cost and latency', async () => {
  const provider = await prepare([
    { case: 'a', answer: 'Yes 👋', inputTokens: 12, outputTokens: 3, costUsd: 0.000123, latencyMs: 840, note: 'ignored' },
  ])
  expect(await answer(provider, 'a')).toMatchObject({
    text: 'Yes 👋',
    usage: { inputTokens: 12, outputTokens: 3, source: 'provider' },
    inlineCostNanoUsd: 123_000,
    timings: { latencyMs: 840, firstTokenMs: null },
  })
})

test('what was not recorded is unknown', async () => {
  const provider = await prepare([{ case: 'a', answer: '' }])
  expect(await answer(provider, 'a')).toMatchObject({
    text: '',
    usage: { inputTokens: null, outputTokens: null, source: 'none' },
    inlineCostNanoUsd: null,
    timings: { latencyMs: null },
    finishReason: null,
  })
})

test('cases may be numbers, answers JSON, files from Windows', async () => {
  const provider = await prepare(['\uFEFF{"case": 7, "answer": ["x"]}', '', '{"case": "8", "answer": "y"}'], '\r\n')
  expect((await answer(provider, '7')).text).toBe('["x"]')
  expect((await answer(provider, '8')).text).toBe('y')
})

test('trials have answers of their own, or share one', async () => {
  const provider = await prepare([
    { case: 'a', trial: 0, answer: 'first' },
    { case: 'a', trial: 1, answer: 'second' },
    { case: 'b', answer: 'always' },
  ])
  expect((await answer(provider, 'a', 1)).text).toBe('second')
  expect((await answer(provider, 'b', 5)).text).toBe('always')
  await expect(answer(provider, 'a', 2)).rejects.toMatchObject({
    kind: 'config',
    message: 'recorded:system-a has no recorded answer to trial 2 of case a',
  })
})

test('a case that was not recorded is named', async () => {
  const provider = await prepare([{ case: 'a', answer: 'x' }])
  await expect(answer(provider, '__proto__')).rejects.toMatchObject({
    kind: 'config',
    message: 'recorded:system-a has no recorded answer to case __proto__',
    hint: expect.stringContaining('(1 cases)'),
  })
})

test('all broken lines and duplicates are named with their numbers', async () => {
  const outcome = prepare([
    { case: 'a', answer: 'x' },
    '{"case": "b", ',
    { case: 'a', answer: 'y' },
    { answer: 'z' },
    { case: 'c', answer: 'x', inputTokens: -1 },
    '[]',
  ])
  const file = join(folder, 'answers.jsonl')
  await expect(outcome).rejects.toMatchObject({
    kind: 'config',
    at: `${file}:2:1`,
    faults: [
      { place: { file, line: 2, column: 1 }, message: 'expected a JSON object, found text that is not JSON' },
      { place: { line: 3 }, message: 'case a is recorded already in line 1' },
      { place: { line: 4 }, message: expect.stringMatching(/^case: /) },
      { place: { line: 5 }, message: expect.stringMatching(/^inputTokens: /) },
      { place: { line: 6 }, message: 'expected an object {case, answer, …}' },
    ],
  })
})

test('a file that is missing, unnamed or a folder', async () => {
  await expect(recordedProvider.prepare(modelOf(null), context)).rejects.toMatchObject({
    kind: 'config',
    message: 'recorded:system-a names no file of answers',
  })
  await expect(recordedProvider.prepare(modelOf(join(folder, 'no.jsonl')), context)).rejects.toMatchObject({
    message: expect.stringContaining('were not found'),
  })
  await expect(recordedProvider.prepare(modelOf(folder), context)).rejects.toMatchObject({
    message: expect.stringContaining('are not a file'),
  })
})

test('a file that changes under a run is noticed', async () => {
  const provider = await prepare([{ case: 'a', answer: 'x'.repeat(100) }])
  await writeFile(join(folder, 'answers.jsonl'), 'other')
  await expect(answer(provider, 'a')).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining(':1 was changed while it was in use'),
  })
})

test('20,000 answers are indexed, and read where they lie', async () => {
  const provider = await prepare(
    Array.from({ length: 20_000 }, (_, i) => ({ case: `case-${i}`, answer: `${'long answer '.repeat(40)}${i}` })),
  )
  const answers = await Promise.all(Array.from({ length: 5000 }, (_, i) => answer(provider, `case-${i * 4}`)))
  expect(answers[4999]?.text.endsWith('19996')).toBe(true)
}, 60_000)
