import { expect, test } from 'vitest'
import type { TapeEntry, TapeQuestion } from '../schema/tape.ts'
import { tapeMiss } from './tape-miss.ts'
import { questionOf, tapeEntry } from './testing/tape-entry.ts'

const missOf = (entry: TapeEntry, over: Partial<TapeQuestion>, trials = 1, calls = 1) =>
  tapeMiss(questionOf(entry, over), { entry, at: 'tapes/capitals/local.jsonl:2', trials, calls }, 'tapes')

const asking = (content: string, params: TapeEntry['request']['params'] = {}): Partial<TapeQuestion> => ({
  request: { messages: [{ role: 'user', content }], params },
})
const long = 'x'.repeat(200)
const entry = tapeEntry()
const { model } = questionOf(entry)

test.each<[string, TapeEntry, Partial<TapeQuestion>, string]>([
  ['a prompt', tapeEntry({ prompt: 'a\nb\nc' }), asking('a\nb\nd'), 'prompt differs at line 3: "c" ≠ "d"'],
  ['a longer prompt', tapeEntry({ prompt: 'a' }), asking('a\nb'), 'prompt differs at line 2: no such line ≠ "b"'],
  [
    'a long line',
    tapeEntry({ prompt: `${long}a` }),
    asking(`${long}b`),
    `prompt differs at line 1: "…${'x'.repeat(79)}a" ≠ "…${'x'.repeat(79)}b"`,
  ],
  [
    'a parameter',
    tapeEntry({ request: { messages: [], params: { temperature: 0, seed: 1 } } }),
    { request: { messages: [], params: { temperature: 0.2 } } },
    'seed 1 ≠ not given; temperature 0 ≠ 0.2',
  ],
  [
    'the messages',
    entry,
    { request: { messages: [{ role: 'system', content: 's' }, ...entry.request.messages], params: {} } },
    'messages user ≠ system, user',
  ],
  [
    'a further message',
    entry,
    { request: { messages: [...entry.request.messages, { role: 'assistant', content: 's' }], params: {} } },
    'messages user ≠ user, assistant',
  ],
  ['tools', entry, { request: { ...entry.request, tools: [{ name: 'x' }] } }, 'tools differ'],
  ['a schema', entry, { request: { ...entry.request, outputSchema: {} } }, 'the schema of the output differs'],
  [
    'a model',
    entry,
    { model: { ...model, provider: 'openai', name: 'gpt', baseUrl: null } },
    "provider compatible ≠ openai; model local ≠ gpt; address http://127.0.0.1:8000/v1 ≠ the vendor's",
  ],
  ['what is not on it', entry, {}, 'something differs that the tape does not show'],
])('%s that differs is said', (_, recorded, over, difference) => {
  const { message } = missOf(recorded, { requestHash: 'asked', ...over })
  expect(message).toContain(`not on the tape: capitals · local · case italy, trial 1. Nearest is tapes/capitals/local.jsonl:2`)
  expect(message).toContain(`: ${difference}`)
})

test('a trial or a call more than were recorded is said with their number', () => {
  expect(missOf(entry, { trial: 2 }, 2).message).toContain('case italy, trial 3. Nearest')
  expect(missOf(entry, { trial: 2 }, 2).message).toContain('recorded 2 trials, asked for trial 3')
  expect(missOf(entry, { nth: 1 }).message).toContain('recorded 1 call of this trial, asked for call 2')
})

test('a call of another task, model and case is named as such; where there is none, that is said', () => {
  const miss = missOf(entry, { task: 'towns', case: 'rome', model: { ...model, label: 'other' }, ...asking('?') })
  expect(miss.message).toContain(
    'towns · other · case rome, trial 1. Nearest is tapes/capitals/local.jsonl:2 (task capitals, model local, case italy',
  )
  expect(tapeMiss(questionOf(entry), null, 'tapes')).toMatchObject({
    kind: 'config',
    message: 'not on the tape: capitals · local · case italy, trial 1; tapes holds no call of this task or model',
    hint: 'record what is missing: npx taskbench run --tape auto (or TASKBENCH_TAPE=auto npx vitest run --project evals)',
  })
})
