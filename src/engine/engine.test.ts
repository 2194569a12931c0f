import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Attempting } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { completion, engineWith, request } from './testing/engine-with.ts'

test('an answer is in the journal before it is given', async () => {
  const { engine, records } = engineWith(async () => completion('hello'))
  const reply = await engine.ask(request('a'))
  expect(records).toHaveLength(1)
  expect(records[0]).toMatchObject({
    schema: 'taskbench/call@1',
    requestHash: 'a',
    callId: 'call-1',
    cost: { nanoUsd: 1_000 },
    error: null,
  })
  expect(reply).toMatchObject({ callId: 'call-1', reused: false, completion: { text: 'hello', timings: { latencyMs: 3 } } })
})

test('a question that was answered is never asked again', async () => {
  let asked = 0
  const { engine } = engineWith(async () => completion(`answer ${++asked}`))
  const [first, joined] = await Promise.all([engine.ask(request('a')), engine.ask(request('a'))])
  await sleep(0)
  const later = await engine.ask(request('a'))
  expect([first, joined, later].map((reply) => reply.completion.text)).toEqual(['answer 1', 'answer 1', 'answer 1'])
  expect([first, joined, later].map((reply) => reply.reused)).toEqual([false, true, true])
  expect(asked).toBe(1)
})

test('a question that failed may be asked again', async () => {
  let asked = 0
  const { engine, records } = engineWith(async () => {
    if (++asked === 1) throw new EvalError('auth', 'refused')
    return completion('now')
  })
  await expect(engine.ask(request('a'))).rejects.toMatchObject({ kind: 'auth' })
  await sleep(0)
  await expect(engine.ask(request('a'))).resolves.toMatchObject({ completion: { text: 'now' } })
  expect(records.map((record) => record.error?.kind ?? null)).toEqual(['auth', null])
})

test('what failed before an answer costs nothing, of what timed out the cost is unknown', async () => {
  const { engine, records } = engineWith(
    (attempting) =>
      attempting.request.messages[0]?.content === 'slow'
        ? new Promise(() => undefined)
        : Promise.reject(new EvalError('config', 'no such model')),
    { models: [testModel({ timeoutMs: 5 })] },
  )
  await Promise.allSettled([engine.ask(request('slow')), engine.ask(request('gone'))])
  expect(Object.fromEntries(records.map((record) => [record.requestHash, record.cost.nanoUsd]))).toEqual({ slow: null, gone: 0 })
})

test('a call waits for its provider to be ready, and one that never is refuses it before anything is sent', async () => {
  const ready = Promise.withResolvers<{ complete: () => Promise<Completion> }>()
  const { engine, records } = engineWith(async () => completion('unused'), { provider: () => ready.promise })
  const reply = engine.ask(request('a'))
  await sleep(0)
  expect(records).toHaveLength(0)
  ready.resolve({ complete: async () => completion('now') })
  expect((await reply).completion.text).toBe('now')

  const refusing = engineWith(async () => completion('unused'), { provider: async () => Promise.reject(new EvalError('auth', 'no key')) })
  await expect(refusing.engine.ask(request('a'))).rejects.toMatchObject({ kind: 'auth', message: 'no key' })
  expect(refusing.records).toHaveLength(0)
  expect(refusing.engine.budget.spentNanoUsd).toBe(0)
})

test('gold reaches only providers that need the case, and never the journal', async () => {
  const seen: unknown[] = []
  const complete = async (attempting: Attempting) => (seen.push(attempting.callCase), completion('x'))
  const callCase = { task: 't', case: 'c', caseHash: 'h', input: {}, gold: 'secret gold', format: 'text' }
  const { engine, records } = engineWith(complete, { models: [testModel(), testModel({ label: 'sim', needsCase: true })] })
  await engine.ask(request('a', { callCase }))
  await engine.ask(request('b', { callCase, model: 'sim' }))
  expect(seen).toEqual([undefined, callCase])
  expect(JSON.stringify(records)).not.toContain('secret gold')
})

test('a paid model is not asked where the run may not spend, but its journal answers', async () => {
  const { engine, records } = engineWith(async () => completion('paid'), { maySpend: false })
  await expect(engine.ask(request('a'))).rejects.toThrow('test:a costs money and was not asked')
  records.push({
    ...request('a'),
    schema: 'taskbench/call@1',
    callId: 'old',
    completion: completion('from before'),
    error: null,
    cost: { nanoUsd: 5, source: 'list', priced: null },
    queueMs: 0,
    attempts: [],
    simulated: false,
  })
  await expect(engine.ask(request('a'))).resolves.toMatchObject({ reused: true, completion: { text: 'from before' } })
})

test('nothing new is asked when the budget is used up', async () => {
  const { engine, events } = engineWith(async () => completion('x'), { budgetNanoUsd: 2_000 })
  await engine.ask(request('a'))
  await engine.ask(request('b'))
  await expect(engine.ask(request('c'))).rejects.toThrow('the budget of $0.000002 is used up')
  await expect(engine.ask(request('d'))).rejects.toMatchObject({ kind: 'budget' })
  expect(events.filter((event) => event.type === 'budget-tripped')).toHaveLength(1)
})

test('events are numbered and tell the story of a call', async () => {
  let asked = 0
  const { engine, events } = engineWith(async () => {
    if (++asked === 1) throw new EvalError('rate-limit', 'slow down', { retryAfterMs: 1 })
    return completion('x')
  })
  await engine.ask(request('a'))
  expect(events.map((event) => event.type)).toEqual(['call-started', 'call-retried', 'call-asked-again', 'call-settled'])
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4])
})

test('a listener that throws is dropped, and the others go on', async () => {
  const { engine, events } = engineWith(async () => completion('x'))
  engine.listen(() => {
    throw new Error('broken listener')
  })
  await engine.ask(request('a'))
  expect(events).toHaveLength(2)
})

test('an unknown model is said', async () => {
  const { engine } = engineWith(async () => completion('x'))
  await expect(engine.ask(request('a', { model: 'test:b' }))).rejects.toThrow('the model test:b is not configured')
})

test('closing finishes what is in flight and starts nothing new', async () => {
  const held = Promise.withResolvers<Completion>()
  const { engine, records } = engineWith(() => held.promise, { models: [testModel({ concurrency: 1 })] })
  const inFlight = engine.ask(request('a'))
  const waiting = engine.ask(request('b'))
  await sleep(1)
  const closed = engine.close(1_000)
  held.resolve(completion('late'))
  await expect(inFlight).resolves.toMatchObject({ completion: { text: 'late' } })
  await expect(waiting).rejects.toThrow('the run was stopped')
  await closed
  expect(records).toHaveLength(1)
})
