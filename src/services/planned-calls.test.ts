import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { testFolder } from '../config/testing/test-folder.ts'
import type { CallRequest } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { testModel } from '../schema/testing/test-model.ts'
import type { Task } from '../schema/task.ts'
import { loadTask } from '../tasks/load-task.ts'
import { plannedCalls } from './planned-calls.ts'
import { runCase } from './run-case.ts'

async function taskOf(definition: object): Promise<Task> {
  const root = testFolder({ 'x.task.yaml': JSON.stringify({ name: 'x', prompt: '{{q}}', ...definition }) })
  return loadTask(join(root, 'x.task.yaml'), await loadConfig({ root, env: {} }))
}

const all = () => true

/** What the task's tests ask: in a worker, which has task and model as JSON. */
async function asked(task: Task, model: Model): Promise<CallRequest[]> {
  const requests: CallRequest[] = []
  const there = JSON.parse(JSON.stringify({ task, model })) as { task: Task; model: Model }
  const ask = async (request: CallRequest) => {
    requests.push(request)
    throw new EvalError('aborted', 'it is enough to know')
  }
  const context = {
    runId: 'r',
    ask,
    signal: new AbortController().signal,
    subject: null,
    openChat: async () => Promise.reject(new Error()),
  }
  for (const subject of there.task.cases) await runCase({ ...context, ...there, case: subject })
  return requests
}

test('what is planned is, to the hash, what the tests ask', async () => {
  // A task with the key __proto__ is refused.
  const json = fc.jsonValue().filter((drawn) => !JSON.stringify(drawn).includes('__proto__'))
  const value = fc.oneof(fc.string(), fc.double({ noDefaultInfinity: true, noNaN: true }), json)
  const cases = fc.array(fc.record({ q: value, more: value }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(cases, fc.integer({ min: 1, max: 3 }), fc.boolean(), async (inputs, trials, needsCase) => {
      const task = await taskOf({
        trials,
        prompt: 'Say {{q}} and {{more}}',
        cases: inputs.map((input, id) => ({ id, input, gold: 'a' })),
        tools: [{ name: 'search', parameters: { type: 'object' } }],
        params: { temperature: 0.5 },
      })
      const model = testModel({ needsCase, params: { maxOutputTokens: 10 } })
      expect(JSON.parse(JSON.stringify([...plannedCalls(task, model, all)]))).toEqual(await asked(task, model))
    }),
    { numRuns: 50 },
  )
})

test('only chosen cases are planned, and each prompt is rendered when it is wanted', async () => {
  const task = await taskOf({ cases: ['a', 'b', 'c'].map((id) => ({ id, q: id, gold: id })), trials: 2 })
  const looked: string[] = []
  const calls = plannedCalls(task, testModel(), ({ id }) => (looked.push(id), id !== 'b'))
  expect(looked).toEqual([])
  expect(calls.next().value).toMatchObject({ case: 'a', trial: 0 })
  expect(looked).toEqual(['a'])
  expect([...calls].map(({ case: id, trial }) => `${id}${trial}`)).toEqual(['a1', 'c0', 'c1'])
})

test('of a long input every part is planned', async () => {
  const task = await taskOf({
    cases: [
      { q: 'one two three four five six', gold: ['three', 'six'] },
      { q: 'one', gold: ['one'] },
    ],
    output: { format: 'lines' },
    chunking: { size: 3, overlap: 1 },
    trials: 2,
  })
  for (const needsCase of [true, false]) {
    const model = testModel({ needsCase })
    const planned = JSON.parse(JSON.stringify([...plannedCalls(task, model, all)])) as CallRequest[]
    expect(planned.length).toBeGreaterThan(6)
    expect(planned).toEqual(await asked(task, model))
  }
})

test('where asking may stop early, only what is asked whatever the answers are is planned; of chosen cases all are', async () => {
  const cases = Array.from({ length: 100 }, (_, index) => ({ id: `c${index}`, q: index, gold: 'a' }))
  const task = await taskOf({ cases, gates: [{ metric: 'accuracy', min: 0.8 }], stop: 'decided', trials: 2 })
  const planned = [...plannedCalls(task, testModel(), all)].map((call) => call.case)
  expect(planned).toEqual(task.cases.slice(0, 5).flatMap(({ id }) => [id, id]))
  const chosen = [...plannedCalls(task, testModel(), ({ id }) => id !== 'c7')].map((call) => call.case)
  expect(new Set(chosen)).toEqual(new Set(cases.map(({ id }) => id).filter((id) => id !== 'c7')))
})
