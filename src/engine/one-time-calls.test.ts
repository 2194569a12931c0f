import { expect, test } from 'vitest'
import { priceCall } from '../pricing/price-call.ts'
import type { Completion } from '../schema/answer.ts'
import type { CallOnceRequest } from '../schema/call-once.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Attempting } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { OneTimeCalls } from './one-time-calls.ts'

const DOLLAR = 1_000_000_000
/** One cent per output token, nothing for the input. */
const price = { inputUsdPerMillion: 0, outputUsdPerMillion: 10_000 }
const never = new AbortController().signal

const answer = (outputTokens: number | null): Completion => ({
  text: 'x',
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: {
    inputTokens: outputTokens === null ? null : 10,
    outputTokens,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    reasoningTokens: null,
    source: outputTokens === null ? 'none' : 'provider',
  },
  timings: { startedAt: '2026-01-01T00:00:00.000Z', firstByteMs: 1, firstTokenMs: 2, latencyMs: 3 },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
})

const question = (fields: Partial<CallOnceRequest> = {}): CallOnceRequest => ({
  model: 'test:a',
  request: { messages: [{ role: 'user', content: 'x' }], params: { maxOutputTokens: 10 } },
  trial: 0,
  ...fields,
})

function callsWith(complete: (attempting: Attempting) => Promise<Completion>, { budgetUsd = null as number | null, maySpend = true } = {}) {
  return new OneTimeCalls({
    models: [testModel({ price })],
    provider: async () => ({ complete }),
    price: (model, usage, inlineCostNanoUsd) => priceCall({ model, usage, inlineCostNanoUsd }),
    budgetNanoUsd: budgetUsd === null ? null : budgetUsd * DOLLAR,
    maySpend,
  })
}

/** A provider whose answers are let go one at a time. */
function held() {
  const waiting: ((completion: Completion) => void)[] = []
  const complete = () => new Promise<Completion>((resolve) => waiting.push(resolve))
  return { complete, waiting, answer: (outputTokens: number) => waiting.shift()?.(answer(outputTokens)) }
}

const turns = () => new Promise((resolve) => setImmediate(resolve))

test('a model is asked once, without a second attempt, and its error is the outcome', async () => {
  let asked = 0
  const calls = callsWith(() => {
    asked++
    return Promise.reject(new EvalError('rate-limit', 'come again', { retryAfterMs: 5, code: 'http-429' }))
  })
  await expect(calls.call(question(), { signal: never })).rejects.toMatchObject({ kind: 'rate-limit', retryAfterMs: 5, code: 'http-429' })
  expect(asked).toBe(1)
  expect(calls.spent).toEqual({ calls: 1, nanoUsd: 0, unpriced: 0 })
})

test('equal questions are all asked, at the same time, however many there are', async () => {
  const provider = held()
  const calls = callsWith(provider.complete)
  const replies = Array.from({ length: 200 }, () => calls.call(question(), { signal: never }))
  await turns()
  expect(provider.waiting).toHaveLength(200)
  while (provider.waiting.length > 0) provider.answer(1)
  const [first] = await Promise.all(replies)
  expect(first).toMatchObject({ completion: { text: 'x' }, cost: { nanoUsd: DOLLAR / 100, source: 'config' } })
  expect(calls.spent).toEqual({ calls: 200, nanoUsd: 2 * DOLLAR, unpriced: 0 })
})

test('the watch of a call is told when it leaves, and goes to the provider with the signal', async () => {
  const seen: Attempting[] = []
  const calls = callsWith(async (attempting) => {
    seen.push(attempting)
    return answer(1)
  })
  const started: number[] = []
  const watch = { started: (atMs: number) => void started.push(atMs), content: () => undefined }
  const before = performance.now()
  await calls.call(question({ trial: 7 }), { signal: never, watch })
  expect(started[0]).toBeGreaterThanOrEqual(before)
  expect(seen).toMatchObject([{ watch, signal: never, trial: 7, attempt: 1 }])
})

test('a budget that is used up: nothing more is sent, and what is in flight is finished', async () => {
  const provider = held()
  const calls = callsWith(provider.complete, { budgetUsd: 0.25 })
  const first = calls.call(question(), { signal: never })
  const second = calls.call(question(), { signal: never })
  const third = calls.call(question(), { signal: never }).catch((error: unknown) => error)
  await turns()
  // Two of ten cents at most fit at once; the third waits for what they turn out to cost.
  expect(provider.waiting).toHaveLength(2)
  provider.answer(10)
  provider.answer(10)
  await expect(Promise.all([first, second])).resolves.toHaveLength(2)
  await turns()
  // Five cents are left: a call that nothing is known of goes alone.
  provider.answer(10)
  await third
  const refused = calls.call(question(), { signal: never })
  await expect(refused).rejects.toMatchObject({ kind: 'budget', message: expect.stringContaining('the budget of $0.25 is used up') })
  expect(calls.spent).toEqual({ calls: 3, nanoUsd: 0.3 * DOLLAR, unpriced: 0 })
})

test('the time of a request that waits for the budget begins when it leaves', async () => {
  const provider = held()
  const calls = callsWith(provider.complete, { budgetUsd: 0.15 })
  const first = calls.call(question(), { signal: never })
  let startedAtMs: number | null = null
  const second = calls.call(question(), {
    signal: never,
    watch: { started: (atMs) => void (startedAtMs = atMs), content: () => undefined },
  })
  await turns()
  expect(startedAtMs).toBeNull()
  const answeredAtMs = performance.now()
  provider.answer(1)
  await first
  await turns()
  expect(startedAtMs).toBeGreaterThanOrEqual(answeredAtMs)
  provider.answer(1)
  await second
})

test('a request that is given up while it waits for the budget is not sent, and blocks nobody', async () => {
  const provider = held()
  const calls = callsWith(provider.complete, { budgetUsd: 0.15 })
  const first = calls.call(question(), { signal: never })
  const control = new AbortController()
  const second = calls.call(question(), { signal: control.signal })
  const third = calls.call(question(), { signal: never })
  await turns()
  control.abort()
  await expect(second).rejects.toMatchObject({ kind: 'aborted', code: 'cancelled', message: 'the call was cancelled before it was sent' })
  provider.answer(1)
  await first
  await turns()
  expect(provider.waiting).toHaveLength(1)
  provider.answer(1)
  await third
  expect(calls.spent.calls).toBe(2)
})

test('what was cut off on its way may be billed: it counts as unpriced, whoever cut it off', async () => {
  const cutOff = (attempting: Attempting) =>
    new Promise<Completion>((_, reject) => attempting.signal.addEventListener('abort', () => reject(attempting.signal.reason as Error)))
  const calls = callsWith(cutOff, { budgetUsd: 10 })
  const reasons = [
    new EvalError('timeout', 'no whole answer', { code: 'timeout-total' }),
    new EvalError('aborted', 'the step has ended', { code: 'deadline' }),
  ]
  for (const reason of reasons) {
    const control = new AbortController()
    const reply = calls.call(question(), { signal: control.signal })
    await turns()
    control.abort(reason)
    await expect(reply).rejects.toBe(reason)
  }
  expect(calls.spent).toEqual({ calls: 2, nanoUsd: 0, unpriced: 2 })
})

test('an answer that broke off may be billed: it counts as unpriced', async () => {
  const calls = callsWith(async () => Promise.reject(new EvalError('transient', 'connection reset', { begun: true })), { budgetUsd: 10 })
  await expect(calls.call(question(), { signal: never })).rejects.toThrow('connection reset')
  expect(calls.spent).toEqual({ calls: 1, nanoUsd: 0, unpriced: 1 })
})

test('an answer without usage is unpriced, not free', async () => {
  const calls = callsWith(async () => answer(null))
  expect((await calls.call(question(), { signal: never })).cost.nanoUsd).toBeNull()
  expect(calls.spent).toEqual({ calls: 1, nanoUsd: 0, unpriced: 1 })
})

test('models that are not part of it, or that cost money where none may be spent, are not asked', async () => {
  const complete = async () => answer(1)
  await expect(callsWith(complete).call(question({ model: 'b' }), { signal: never })).rejects.toMatchObject({
    kind: 'config',
    message: 'the model b is not part of this benchmark',
  })
  await expect(callsWith(complete, { maySpend: false }).call(question(), { signal: never })).rejects.toMatchObject({
    kind: 'aborted',
    message: 'test:a costs money and was not asked',
  })
})

test('at the end nothing new is asked, and what is in flight is waited for', async () => {
  const provider = held()
  const calls = callsWith(provider.complete)
  const reply = calls.call(question(), { signal: never })
  await turns()
  const ended = calls.end(60_000)
  await expect(calls.call(question(), { signal: never })).rejects.toMatchObject({ kind: 'aborted', message: 'the benchmark has ended' })
  provider.answer(1)
  await Promise.all([reply, ended])
  const stuck = callsWith(provider.complete)
  void stuck.call(question(), { signal: never })
  await stuck.end(1)
  expect(stuck.spent.calls).toBe(0)
})
