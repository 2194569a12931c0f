import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { priceCall } from '../pricing/price-call.ts'
import type { Completion, Usage } from '../schema/answer.ts'
import type { CallRecord, CallRequest } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { EngineEvent } from '../schema/event.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { Engine } from './engine.ts'

const DOLLAR = 1_000_000_000
/** One cent per output token, nothing for the input. */
const price = { inputUsdPerMillion: 0, outputUsdPerMillion: 10_000 }

const usage = (outputTokens: number | null): Usage => ({
  inputTokens: outputTokens === null ? null : 10,
  outputTokens,
  cachedInputTokens: null,
  cacheWriteInputTokens: null,
  reasoningTokens: null,
  source: outputTokens === null ? 'none' : 'provider',
})

const answer = (outputTokens: number | null, text = 'x'): Completion => ({
  text,
  toolCalls: [],
  finishReason: 'stop',
  parts: [],
  usage: usage(outputTokens),
  timings: { startedAt: '2026-01-01T00:00:00.000Z', firstByteMs: 1, firstTokenMs: 2, latencyMs: 3 },
  servedModel: null,
  responseId: null,
  inlineCostNanoUsd: null,
  structuredOutput: 'none',
})

const request = (hash: string, settings: Partial<CallRequest> = {}): CallRequest => ({
  requestHash: hash,
  model: 'test:a',
  phase: 'execution',
  task: 't',
  case: hash,
  trial: 0,
  request: { messages: [{ role: 'user', content: hash }], params: { maxOutputTokens: 10 } },
  ...settings,
})

function engineWith(complete: (attempting: Attempting) => Promise<Completion>, budgetUsd: number, models: Partial<Model>[] = [{}]) {
  const records: CallRecord[] = []
  let calls = 0
  const engine = new Engine({
    models: models.map((model) => testModel({ price, ...model })),
    provider: async () => ({ complete }),
    price: (model, used, inlineCostNanoUsd) => priceCall({ model, usage: used, inlineCostNanoUsd }),
    journal: {
      past: { answers: 0, failed: new Set(), failedCalls: new Set() },
      append: async (record) => void records.push(record),
      find: () => null,
      has: () => false,
      own: { all: async () => null, from: () => null, expect: () => undefined },
      read: async function* () {
        yield* records
      },
      flushSync: () => undefined,
      close: async () => undefined,
    },
    concurrency: 64,
    budgetNanoUsd: budgetUsd * DOLLAR,
    abandonAfter: null,
    maySpend: true,
    seed: 1,
    newCallId: () => `call-${++calls}`,
  })
  const events: EngineEvent[] = []
  engine.listen((event) => events.push(event))
  const spent = () => records.reduce((sum, { cost }) => sum + (cost.nanoUsd ?? 0), 0)
  return { engine, records, events, spent }
}

const kindsOf = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'answered' : (outcome.reason as EvalError).kind))

test('500 calls at once on half the money that they need: the budget is used and not exceeded, the rest is refused', async () => {
  let inFlight = 0
  let most = 0
  const complete = async ({ request: { messages } }: Attempting) => {
    most = Math.max(most, ++inFlight)
    await sleep(Number(messages[0]?.content) % 4)
    inFlight--
    return answer(1 + (Number(messages[0]?.content) % 3))
  }
  // 2 cents on average: $10 in all.
  const { engine, records, events, spent } = engineWith(complete, 5, [{ concurrency: 32 }])
  const outcomes = await Promise.allSettled(Array.from({ length: 500 }, (_, index) => engine.ask(request(String(index)))))
  const kinds = kindsOf(outcomes)
  expect(spent()).toBeLessThanOrEqual(5 * DOLLAR)
  expect(spent()).toBeGreaterThan(4.9 * DOLLAR)
  expect(kinds.filter((kind) => kind === 'answered')).toHaveLength(records.length)
  expect(kinds.filter((kind) => kind === 'budget')).toHaveLength(500 - records.length)
  expect(events.filter(({ type }) => type === 'budget-tripped')).toHaveLength(1)
  expect(most).toBeGreaterThan(16)
})

test('what a call costs above its bound is all that a budget is exceeded by', async () => {
  const { engine, records, spent } = engineWith(async () => answer(40), 1, [{ concurrency: 8 }])
  await Promise.allSettled(Array.from({ length: 50 }, (_, index) => engine.ask(request(String(index)))))
  // Ten tokens were allowed and forty billed: ten calls fit by their bounds, and none is asked after them.
  expect(spent()).toBe(records.length * 40 * 10_000_000)
  expect(records.length).toBeLessThanOrEqual(10)
})

test('a call that waits for the budget holds no slot that a retry needs', async () => {
  let asked = 0
  const complete = async () => {
    if (++asked === 1) throw new EvalError('transient', 'connection reset')
    return answer(1)
  }
  const { engine } = engineWith(complete, 0.1, [{ concurrency: 1 }])
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((hash) => engine.ask(request(hash))))
  expect(kindsOf(outcomes)).toEqual(['answered', 'answered', 'answered'])
})

test('where no usage is reported the cost is unknown in the ledger, and counts by its characters for the budget', async () => {
  const { engine, records, events } = engineWith(async () => answer(null, 'x'.repeat(40)), 0.25, [{ concurrency: 1 }])
  const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((hash) => engine.ask(request(hash))))
  expect(kindsOf(outcomes)).toEqual(['answered', 'answered', 'answered', ...Array<string>(5).fill('budget')])
  expect(records.map(({ cost }) => cost.nanoUsd)).toEqual([null, null, null])
  expect(events.find(({ type }) => type === 'budget-tripped')).toMatchObject({
    message: 'the budget of $0.25 is used up: $0.3 spent ($0.3 of it estimated, as nobody reported usage)',
  })
})

test('an attempt that timed out counts as its reservation: it may have been billed', async () => {
  const { engine, records } = engineWith(() => new Promise(() => undefined), 0.1, [{ concurrency: 1, timeoutMs: 1 }])
  const outcomes = await Promise.allSettled(['a', 'b'].map((hash) => engine.ask(request(hash))))
  expect(kindsOf(outcomes)).toContain('budget')
  expect(records.map(({ cost }) => cost.nanoUsd)).not.toContain(0)
  expect(engine.budget.spentNanoUsd).toBeGreaterThanOrEqual(0.1 * DOLLAR)
})

test('calls of a model without a price spend nothing of the budget, whether they are answered or cut off', async () => {
  const complete = ({ request: { messages } }: Attempting) =>
    messages[0]?.content === 'late'
      ? Promise.reject(new EvalError('timeout', 'no answer', { retryable: false, begun: true }))
      : Promise.resolve(answer(5))
  const { engine, records } = engineWith(complete, 0.2, [{ price: null }])
  const outcomes = await Promise.allSettled(['late', 'a', 'b', 'c'].map((hash) => engine.ask(request(hash))))
  expect(kindsOf(outcomes)).toEqual(['timeout', 'answered', 'answered', 'answered'])
  expect(records.map(({ cost }) => cost.nanoUsd)).toEqual([null, null, null, null])
  expect(engine.budget.spentNanoUsd).toBe(0)
})

test('an attempt that broke off inside its answer may have been billed, whatever its error is; so may each of a call that failed otherwise in the end', async () => {
  const errors = [
    new EvalError('transient', 'connection reset', { begun: true, retryAfterMs: 1 }),
    new EvalError('rate-limit', 'overloaded', { begun: true, retryAfterMs: 1 }),
    new EvalError('transient', 'connection reset', { retryAfterMs: 1 }),
    new EvalError('config', 'no such model'),
  ]
  const { engine, records } = engineWith(({ attempt }) => Promise.reject(errors[attempt - 1]), 100)
  await expect(engine.ask(request('a'))).rejects.toThrow('no such model')
  expect(records[0]?.cost).toEqual({ nanoUsd: null, source: 'none', priced: null })
  expect(records[0]?.attempts.map(({ begun }) => begun)).toEqual([true, true, undefined, undefined])
  // Twice what was reserved for ten tokens.
  expect(engine.budget.spentNanoUsd).toBe(0.2 * DOLLAR)
})

test('what a server refused costs nothing: a prompt that is too long for the model, a request that came too late', async () => {
  const errors = [
    new EvalError('invalid-response', 'test answered 400 for a: the maximum context length is 8192 tokens', { retryable: false }),
    new EvalError('timeout', 'test answered 408 for a', { retryable: false }),
  ]
  const { engine, records } = engineWith(() => Promise.reject(errors.shift()), 100)
  for (const hash of ['long', 'late']) await Promise.allSettled([engine.ask(request(hash))])
  expect(records.map(({ cost }) => cost.nanoUsd)).toEqual([0, 0])
  expect(engine.budget.spentNanoUsd).toBe(0)
})

test('an attempt that we cut off may have been billed', async () => {
  const never = () => new Promise<Completion>(() => undefined)
  const { engine, records } = engineWith(never, 100, [{ timeoutMs: 5 }])
  await expect(engine.ask(request('a'))).rejects.toMatchObject({ kind: 'timeout' })
  expect(records[0]?.cost.nanoUsd).toBe(null)
  expect(records[0]?.attempts.map(({ begun }) => begun)).toEqual([true, true, true])
  expect(engine.budget.spentNanoUsd).toBeGreaterThan(0)
})

test('a failed call of a model that is free costs nothing, however it failed: its price is known', async () => {
  const late = () => Promise.reject(new EvalError('timeout', 'no answer', { retryable: false, begun: true }))
  const free = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 }
  const models = [{ price: null, paid: false }, { label: 'test:free', price: free }, { label: 'test:paid' }]
  const { engine, records } = engineWith(late, 1, models)
  for (const model of ['test:a', 'test:free', 'test:paid']) await Promise.allSettled([engine.ask(request(model, { model }))])
  expect(records.map(({ cost }) => cost.nanoUsd)).toEqual([0, 0, null])
})

test('the journal says that it was the run that did not ask again, not the vendor that refused', async () => {
  const complete = async ({ request: { messages } }: Attempting) => {
    if (messages[0]?.content === 'a') return answer(40)
    throw new EvalError('transient', 'connection reset', { retryAfterMs: 60_000 })
  }
  const { engine, records } = engineWith(complete, 0.2)
  const waiting = Promise.allSettled([engine.ask(request('b'))])
  await engine.ask(request('a'))
  await Promise.allSettled([engine.ask(request('c'))])
  expect(kindsOf(await waiting)).toEqual(['budget'])
  expect(records.at(-1)).toMatchObject({ error: { kind: 'budget', ownBudget: true }, attempts: [{ error: { kind: 'transient' } }] })
})

test('calls of all phases and all models spend from one budget, the simulated ones too', async () => {
  const models = [{ concurrency: 1 }, { provider: 'sim', concurrency: 1 }]
  const { engine, events, spent } = engineWith(async () => answer(5), 0.2, models)
  for (const index of [0, 1]) {
    await engine.ask(request(`a${index}`, { phase: 'judge' }))
    await engine.ask(request(`b${index}`, { model: 'sim:a' }))
  }
  await expect(engine.ask(request('c', { phase: 'check-writing' }))).rejects.toThrow('$0.2 spent ($0.1 simulated)')
  expect(spent()).toBe(0.2 * DOLLAR)
  expect(events.at(-1)).toMatchObject({
    type: 'budget-tripped',
    because: 'budget',
    spentNanoUsd: 0.2 * DOLLAR,
    budgetNanoUsd: 0.2 * DOLLAR,
  })
})

test('answers that were recorded elsewhere spend nothing of the budget', async () => {
  const { engine } = engineWith(async () => ({ ...answer(5), inlineCostNanoUsd: DOLLAR }), 0.2, [{ answersFile: '/a.jsonl', paid: false }])
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((hash) => engine.ask(request(hash))))
  expect(kindsOf(outcomes)).toEqual(['answered', 'answered', 'answered'])
})
