import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { CallsAhead } from '../engine/calls-ahead.ts'
import { completion, engineWith, request } from '../engine/testing/engine-with.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import { LookAhead, mostAhead } from './look-ahead.ts'
import type { LookAheadOptions } from './look-ahead.ts'
import { plannedCalls } from './planned-calls.ts'
import type { PlannedFile } from './planned-file.ts'

const place = { file: '/x', line: 1, column: 1 }

const taskNamed = (name: string, cases: number) =>
  ({
    name,
    file: `/${name}`,
    messages: [{ role: 'user', content: '{{q}}' }],
    params: {},
    tools: [],
    output: { format: 'text', schema: null },
    chunking: null,
    trials: { count: 1, pass: 'all' },
    promptHash: 'p',
    caseSetHash: `${name} ${cases}`,
    cases: Array.from({ length: cases }, (_, i) => ({
      id: String(i),
      input: { q: `${name}${i}` },
      gold: 'a',
      tags: [],
      checks: [],
      caseHash: `${name}${i}`,
      place,
    })),
  }) as unknown as Task

const recordOf = (task: Task, settings: Partial<TaskRecord> = {}) =>
  ({ ...task, models: ['test:a'], planned: task.cases.length, ...settings }) as unknown as TaskRecord

/** An engine whose answers come when they are told to, and files to be asked ahead of their tests. */
function bench(files: Partial<PlannedFile>[], options: { concurrency?: number; budgetNanoUsd?: number } & Partial<LookAheadOptions> = {}) {
  const open = new Map<string, (answer: Completion | Promise<never>) => void>()
  const asked: string[] = []
  const models = options.models ?? [testModel({ concurrency: 100 })]
  const { engine, journal } = engineWith(
    ({ model, request: { messages } }) =>
      new Promise((resolve) => {
        const name = `${models.length > 1 ? `${model.name}:` : ''}${messages[0]?.content}`
        asked.push(name)
        open.set(name, resolve)
      }),
    { models, concurrency: options.concurrency ?? 10, budgetNanoUsd: options.budgetNanoUsd ?? null },
  )
  const calls = new CallsAhead((question, asking) => engine.ask(question, asking), journal)
  const named = (file: Partial<PlannedFile>, index: number): PlannedFile => ({
    file: `/${'abcd'[index]}`,
    read: async () => taskNamed('abcd'[index] as string, 4),
    readAgain: async () => taskNamed('abcd'[index] as string, 4),
    models: () => models,
    isChosen: () => true,
    ...file,
  })
  const lookAhead = new LookAhead({
    engine,
    calls,
    files: files.map(named),
    models,
    most: 100,
    door: { mostUnanswered: 0 },
    places: 100,
    ...options,
  })
  onTestFinished(() => lookAhead.end())
  const ask = (name: string, model = models[0]?.label as string) => void calls.ask(request(name, { model })).catch(() => undefined)
  const fail = (name: string) => open.get(name)?.(Promise.reject(new EvalError('refusal', 'no')))
  return { engine, calls, lookAhead, asked, ask, fail, answer: (name: string, latencyMs = 50) => open.get(name)?.(slow(latencyMs)) }
}

function slow(latencyMs: number): Completion {
  const given = completion('a')
  return { ...given, timings: { ...given.timings, latencyMs } }
}

async function seen(asked: readonly string[], expected: readonly string[]): Promise<void> {
  await expect.poll(() => asked).toEqual(expected)
}

/** Long enough for every look that is due. */
async function looks(): Promise<void> {
  const until = performance.now() + 60
  while (performance.now() < until) await afterThisTurn()
}

test('idle slots take the questions of files in their order, and never more than are idle', async () => {
  const { asked, ask, answer } = bench([{}, {}], { concurrency: 3 })
  ask('first')
  await seen(asked, ['first', 'a0', 'a1'])
  answer('a0')
  await seen(asked, ['first', 'a0', 'a1', 'a2'])
  for (const name of ['a1', 'a2']) answer(name)
  await seen(asked, ['first', 'a0', 'a1', 'a2', 'a3', 'b0'])
})

test('nothing is asked before a test has asked', async () => {
  const { asked } = bench([{}])
  await looks()
  expect(asked).toEqual([])
})

test('what a test asks goes first', async () => {
  const { asked, ask, answer } = bench([{}], { concurrency: 2 })
  ask('first')
  await seen(asked, ['first', 'a0'])
  ask('second')
  ask('third')
  answer('a0')
  answer('first')
  await seen(asked, ['first', 'a0', 'second', 'third'])
  answer('second')
  await seen(asked, ['first', 'a0', 'second', 'third', 'a1'])
})

test('a file that has started asks for itself', async () => {
  const { asked, ask, answer, lookAhead } = bench([{}, {}], { concurrency: 2 })
  ask('first')
  await seen(asked, ['first', 'a0'])
  lookAhead.started('/a', recordOf(taskNamed('a', 4)))
  answer('a0')
  await seen(asked, ['first', 'a0', 'b0'])
})

test('where tests that wait for one model take all places, idle slots take what the tests of another would ask of a file that has started', async () => {
  const [late, quick] = [testModel({ name: 'slow', concurrency: 1 }), testModel({ name: 'quick', concurrency: 2 })]
  const door = { mostUnanswered: 0 }
  const file = taskNamed('a', 4)
  const { asked, calls, answer, fail, lookAhead } = bench([{}], { models: [late, quick], door })
  lookAhead.started('/a', recordOf(file, { models: [late.label, quick.label] }))
  const callsOf = (model: Model) => [...plannedCalls(file, model, () => true)]
  const byTests = [...callsOf(late).slice(0, 2), ...callsOf(quick).slice(0, 1)].map((call) => calls.ask(call).catch(() => undefined))
  await seen(asked, ['slow:a0', 'quick:a0'])
  await looks()
  expect(asked).toHaveLength(2)
  fail('quick:a0')
  await byTests[2]
  door.mostUnanswered = 50
  await seen(asked, ['slow:a0', 'quick:a0', 'quick:a1', 'quick:a2'])
  answer('quick:a1')
  await seen(asked, ['slow:a0', 'quick:a0', 'quick:a1', 'quick:a2', 'quick:a3'])
  await looks()
  expect(asked).toHaveLength(5)
})

test('a file that was edited since its tests began, and one whose tests have ended, is left to its tests', async () => {
  const models = ['slow', 'quick'].map((name) => testModel({ name }))
  const labels = models.map(({ label }) => label)
  const { asked, ask, engine, lookAhead } = bench([{}, {}], { models, door: { mostUnanswered: 100 } })
  lookAhead.started('/a', recordOf({ ...taskNamed('a', 4), promptHash: 'before' }, { models: labels }))
  lookAhead.started('/b', recordOf(taskNamed('b', 1), { models: labels }))
  for (const model of labels) engine.emit({ type: 'trial-ended', task: 'b', model, case: '0', trial: 0, status: 'answered', failed: false })
  ask('first', labels[0])
  await looks()
  expect(asked).toEqual(['slow:first'])
})

test('no more answers wait for their tests than are allowed, and few under a budget', async () => {
  const { asked, ask, calls } = bench([{}], { most: 2 })
  ask('first')
  await seen(asked, ['first', 'a0', 'a1'])
  await looks()
  expect([asked.length, calls.size]).toEqual([3, 2])
  expect([mostAhead({ budgetUsd: 1, concurrency: 8 }), mostAhead({ budgetUsd: null, concurrency: 8 })]).toEqual([8, 20_000])
})

test('a model that is full does not hold up another, and only models that may be asked are', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => testModel({ name, concurrency: name === 'a' ? 1 : 100 })) as never as [
    never,
    never,
    never,
  ]
  const { asked, ask } = bench([{ read: async () => taskNamed('t', 2), models: () => [a, b, c] }], { models: [a, b] })
  ask('first')
  await seen(asked, ['a:first', 'b:t0', 'b:t1'])
})

test('only chosen tests are asked, and a file that cannot be read or rendered is left to its tests', async () => {
  const broken = taskNamed('b', 3)
  const files = [
    { read: async () => Promise.reject(new Error('broken')) },
    { read: async () => ({ ...broken, messages: [{ role: 'user' as const, content: '{{missing}}' }] }) },
    { isChosen: (_: unknown, __: unknown, { id }: { id: string }) => id === '2' },
    { read: async () => null },
  ]
  const { asked, ask } = bench(files)
  ask('first')
  await seen(asked, ['first', 'c2'])
  await looks()
  expect(asked).toHaveLength(2)
})

test('of two tasks with one name the second is not asked', async () => {
  const { asked, ask } = bench([{}, { read: async () => ({ ...taskNamed('b', 2), name: 'a' }) }, {}])
  ask('first')
  await seen(asked, ['first', 'a0', 'a1', 'a2', 'a3', 'c0', 'c1', 'c2', 'c3'])
})

test('a model that answers at once is asked ahead only while a slow answer is all that is waited for', async () => {
  const { asked, ask, answer } = bench([{}])
  ask('quick')
  answer('quick', 0)
  await afterThisTurn()
  answer('quick', 0)
  await looks()
  expect(asked).toEqual(['quick'])
  ask('slow')
  await seen(asked, ['quick', 'slow', 'a0', 'a1', 'a2', 'a3'])
})

test('nothing more is begun after the end, or when the budget is used up', async () => {
  const { asked, ask, answer, lookAhead } = bench([{}], { concurrency: 2 })
  ask('first')
  await seen(asked, ['first', 'a0'])
  lookAhead.end()
  answer('a0')
  await looks()
  expect(asked).toHaveLength(2)
  const poor = bench([{}], { concurrency: 3, budgetNanoUsd: 3_000 })
  poor.ask('first')
  await seen(poor.asked, ['first', 'a0'])
  poor.answer('a0')
  poor.answer('first')
  await looks()
  for (const name of ['more', 'last']) poor.ask(name)
  await seen(poor.asked, ['first', 'a0', 'more'])
  poor.answer('more')
  await looks()
  expect(poor.asked).toHaveLength(3)
})

test('under a budget what is asked ahead reserves like every call, and never of its second half', async () => {
  const { asked, ask, answer, engine } = bench([{}], { concurrency: 8, budgetNanoUsd: 6_000 })
  ask('first')
  await seen(asked, ['first', 'a0', 'a1'])
  await looks()
  expect(engine.hasRoom('test:a')).toBe(false)
  for (const name of asked) answer(name)
  await looks()
  expect(asked).toHaveLength(3)
  expect(engine.budget.spentNanoUsd).toBe(3_000)
})
