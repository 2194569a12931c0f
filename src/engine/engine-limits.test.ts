import { expect, onTestFinished, test, vi } from 'vitest'
import type { Completion } from '../schema/answer.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Attempting } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { completion, engineWith, request } from './testing/engine-with.ts'

test('a question is asked for as long as one of its askers waits', async () => {
  const held = Promise.withResolvers<Completion>()
  const asked: string[] = []
  const complete = async ({ request: { messages } }: Attempting) => {
    asked.push(messages[0]?.content ?? '')
    return held.promise
  }
  const { engine } = engineWith(complete, { concurrency: 1 })
  const before = engine.ask(request('before'))
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()]
  const shared = [engine.ask(request('shared'), { signal: first.signal }), engine.ask(request('shared'), { signal: second.signal })]
  const alone = engine.ask(request('alone'), { signal: third.signal })
  first.abort()
  third.abort(new EvalError('aborted', 'gone'))
  held.resolve(completion('hello'))
  await expect(Promise.all([before, ...shared])).resolves.toHaveLength(3)
  await expect(alone).rejects.toThrow('gone')
  expect(asked).toEqual(['before', 'shared'])
})

test('a question that all askers have left is not asked', async () => {
  const held = Promise.withResolvers<Completion>()
  let asked = 0
  const { engine, records } = engineWith(() => (asked++, held.promise), { concurrency: 1 })
  const before = engine.ask(request('before'))
  const controls = [new AbortController(), new AbortController()]
  const left = controls.map(({ signal }) => engine.ask(request('left'), { signal }))
  for (const control of controls) control.abort()
  held.resolve(completion('hello'))
  await before
  for (const question of left)
    await expect(question).rejects.toMatchObject({ kind: 'aborted', message: 'nobody waits for the answer any more' })
  expect([asked, records.length]).toEqual([1, 1])
})

test('a call that waits between attempts holds no slot', async () => {
  const order: string[] = []
  const complete = async ({ attempt, request: { messages } }: Attempting) => {
    const name = messages[0]?.content ?? ''
    order.push(name)
    if (name === 'unlucky' && attempt === 1) throw new EvalError('transient', 'reset', { retryAfterMs: 20 })
    return completion(name)
  }
  const { engine, records } = engineWith(complete, { concurrency: 1, models: [testModel({ concurrency: 1 })] })
  await Promise.all(['unlucky', 'b', 'c'].map((name) => engine.ask(request(name))))
  expect(order).toEqual(['unlucky', 'b', 'c', 'unlucky'])
  const attempts = records.at(-1)?.attempts
  expect(attempts?.map(({ error }) => error?.kind)).toEqual(['transient', undefined])
  expect(attempts?.[1]?.waitedMs).toBeGreaterThanOrEqual(19)
})

test('a model that is told to wait for a year does not hold up another, and is not waited for when the run is closed', async () => {
  const complete = async ({ model }: Attempting) => {
    if (model.label === 'a') throw new EvalError('rate-limit', 'come back next year', { retryAfterMs: 365 * 86_400_000 })
    return completion('b')
  }
  const models = ['a', 'b'].map((label) => testModel({ label }))
  const { engine, records, events } = engineWith(complete, { models, concurrency: 1 })
  const throttled = ['1', '2', '3'].map((name) => engine.ask(request(name, { model: 'a' })))
  const quick = ['4', '5', '6'].map((name) => engine.ask(request(name, { model: 'b' })))
  await Promise.all(quick)
  expect(events.filter(({ type }) => type === 'call-retried')).toMatchObject([{ model: 'a', attempt: 1, delayMs: 60_000 }])
  await engine.close(30_000)
  expect(events.filter(({ type }) => type === 'call-asked-again')).toEqual([])
  for (const question of throttled) await expect(question).rejects.toThrow('the run was stopped')
  // What was asked stays on record; what was not was no call.
  expect(records.filter(({ model }) => model === 'a')).toMatchObject([
    { error: { kind: 'aborted' }, attempts: [{ error: { kind: 'rate-limit' } }] },
  ])
})

test('a model whose calls fail in a row is abandoned: what is in flight is kept, the rest is not asked, others go on', async () => {
  const held = Promise.withResolvers<Completion>()
  const complete = async ({ model, request: { messages } }: Attempting) => {
    const name = messages[0]?.content
    if (name === 'slow') return held.promise
    if (model.label === 'a') throw new EvalError('auth', `no key for ${name}`)
    return completion('fine')
  }
  const models = ['a', 'b'].map((label) => testModel({ label, concurrency: 2 }))
  const { engine, records, events } = engineWith(complete, { models, abandonAfter: 3 })
  const slow = engine.ask(request('slow', { model: 'a' }))
  const failing = Array.from({ length: 10 }, (_, index) => engine.ask(request(`a${index}`, { model: 'a' })))
  const others = Array.from({ length: 10 }, (_, index) => engine.ask(request(`b${index}`, { model: 'b' })))
  const reasons = (await Promise.allSettled(failing)).map((settled) => settled.status === 'rejected' && (settled.reason as EvalError))
  expect(reasons.map((error) => error && error.kind)).toEqual([...Array<string>(3).fill('auth'), ...Array<string>(7).fill('aborted')])
  expect(reasons.at(-1)).toMatchObject({ message: 'abandoned: a failed 3 calls in a row', hint: expect.stringContaining('abandonAfter') })
  held.resolve(completion('late'))
  await expect(slow).resolves.toMatchObject({ completion: { text: 'late' } })
  await Promise.all(others)
  expect(records.filter(({ model }) => model === 'a')).toHaveLength(4)
  expect(events.filter(({ type }) => type === 'model-abandoned')).toMatchObject([
    { model: 'a', failures: 3, error: { kind: 'auth', message: 'no key for a2' } },
  ])
  await expect(engine.ask(request('new', { model: 'a' }))).rejects.toThrow('abandoned: a failed 3 calls in a row')
  await expect(engine.ask(request('slow', { model: 'a' }))).resolves.toMatchObject({ reused: true })
  engine.forgive()
  await expect(engine.ask(request('again', { model: 'a' }))).rejects.toThrow('no key for again')
})

test('of a model that never answered no further call begins while enough calls wait for a retry; those decide whether it is given up', async () => {
  const { engine, records } = engineWith(() => Promise.reject(new EvalError('transient', 'connection reset')), {
    models: [testModel({ concurrency: 8 })],
    abandonAfter: 2,
  })
  await Promise.allSettled(Array.from({ length: 200 }, (_, index) => engine.ask(request(`${index}`))))
  expect(records.length).toBeLessThanOrEqual(8 + 2 * 2)
  expect(records.filter(({ error }) => error?.kind === 'transient').length).toBeGreaterThanOrEqual(2)
})

test('no failure is too many where abandoning is switched off', async () => {
  const { engine, records } = engineWith(() => Promise.reject(new EvalError('auth', 'no key')), { abandonAfter: null })
  await Promise.allSettled(Array.from({ length: 40 }, (_, index) => engine.ask(request(`${index}`))))
  expect(records).toHaveLength(40)
})

test('a wall clock that jumps changes no delay and no duration', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const years = ['2026-01-01', '2036-01-01', '1996-01-01', '2026-01-01']
  const complete = async ({ attempt }: Attempting) => {
    vi.setSystemTime(new Date(years[attempt] ?? 0))
    if (attempt === 1) throw new EvalError('rate-limit', 'slow down', { retryAfterMs: 5 })
    if (attempt === 2) throw new EvalError('transient', 'reset')
    return completion('x')
  }
  const { engine, records } = engineWith(complete)
  await engine.ask(request('a'))
  const [record] = records
  expect(record?.attempts).toHaveLength(3)
  for (const ms of [record?.queueMs, ...(record?.attempts ?? []).flatMap(({ durationMs, waitedMs }) => [durationMs, waitedMs])]) {
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(ms).toBeLessThan(60_000)
  }
})
