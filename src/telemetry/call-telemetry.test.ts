import { expect, test } from 'vitest'
import { completion, engineWith, request } from '../engine/testing/engine-with.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Attempting } from '../schema/provider.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { CallTelemetry } from './call-telemetry.ts'
import { SECONDS_BUCKETS, TOKEN_BUCKETS } from './conventions.ts'
import { otlpReceiver } from './testing/otlp-receiver.ts'
import { registerSdk } from './testing/register-sdk.ts'
import type { Semconv } from '../schema/telemetry.ts'
import type { Completion } from '../schema/answer.ts'
import type { Model } from '../schema/model.ts'

const OPENAI = { provider: 'openai', name: 'gpt-5-mini', label: 'mini' }

/** A stream of three chunks, the first of which carries a role alone. */
async function streamed({ watch }: Attempting): Promise<Completion> {
  const start = performance.now()
  watch?.event?.(start + 10)
  watch?.event?.(start + 30)
  watch?.content('text', start + 30, 5, null)
  watch?.event?.(start + 70)
  watch?.content('text', start + 70, 5, null)
  return { ...completion('Paris'), servedModel: 'gpt-5-mini-2026', responseId: 'resp-1' }
}

async function observed(
  complete: (attempting: Attempting) => Promise<Completion>,
  settings: { semconv?: Semconv; content?: boolean; model?: Partial<Model>; params?: object } = {},
) {
  const received = await otlpReceiver()
  registerSdk(received.address)
  const observer = new CallTelemetry({ semconv: settings.semconv ?? 'latest', content: settings.content ?? false })
  const { engine } = engineWith(complete, { models: [testModel({ ...OPENAI, ...settings.model })], observer })
  const asked = request('q', {
    model: settings.model?.label ?? 'mini',
    request: {
      messages: [
        { role: 'system', content: 'Be short.' },
        { role: 'user', content: 'Capital of France?' },
      ],
      params: settings.params ?? {},
    },
  })
  const reply = await engine.ask(asked).catch((error: unknown) => error)
  await engine.close(1_000)
  return { ...received, reply }
}

test('a call is a span with what was asked and what came, sent by OTLP over HTTP', async () => {
  const { spans } = await observed(streamed, {
    params: { temperature: 0.5, maxOutputTokens: 100, stop: ['END'], seed: 7, reasoningEffort: 'low' },
  })
  expect(spans).toHaveLength(1)
  expect(spans[0]).toMatchObject({ name: 'chat gpt-5-mini', kind: 'client', status: { code: 0 } })
  expect(spans[0]?.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    'server.address': 'api.openai.com',
    'server.port': 443,
    'gen_ai.request.stream': true,
    'gen_ai.request.temperature': 0.5,
    'gen_ai.request.max_tokens': 100,
    'gen_ai.request.stop_sequences': ['END'],
    'gen_ai.request.seed': 7,
    'gen_ai.request.reasoning.level': 'low',
    'gen_ai.response.id': 'resp-1',
    'gen_ai.response.model': 'gpt-5-mini-2026',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.response.time_to_first_chunk': expect.any(Number) as number,
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 5,
    'taskbench.model': 'mini',
    'taskbench.phase': 'execution',
    'taskbench.task': 't',
    'taskbench.case': 'c',
    'taskbench.trial': 0,
  })
})

test('the metrics of the newest conventions: times with the buckets they ask for, tokens counted and per call', async () => {
  const { metrics, spans } = await observed(streamed)
  expect([...metrics.keys()].sort()).toEqual([
    'gen_ai.client.inference.duration',
    'gen_ai.client.inference.operation.input_tokens',
    'gen_ai.client.inference.operation.output_tokens',
    'gen_ai.client.inference.time_per_output_chunk',
    'gen_ai.client.inference.time_to_first_chunk',
    'gen_ai.client.inference.usage.input_tokens',
    'gen_ai.client.inference.usage.output_tokens',
  ])
  const point = (name: string) => metrics.get(`gen_ai.client.inference.${name}`)?.points[0]
  const common = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    'gen_ai.response.model': 'gpt-5-mini-2026',
    'server.address': 'api.openai.com',
    'server.port': 443,
  }
  expect(point('duration')).toEqual({ attributes: common, count: 1, sum: expect.any(Number) as number, bounds: SECONDS_BUCKETS })
  expect(point('duration')?.sum).toBeCloseTo(spans[0]?.seconds ?? Number.NaN, 5)
  // The role's chunk is the first; the conventions count chunks, not tokens.
  expect(point('time_to_first_chunk')?.sum).toBe(spans[0]?.attributes['gen_ai.response.time_to_first_chunk'])
  expect(point('time_to_first_chunk')?.sum).toBeGreaterThanOrEqual(0.01)
  expect(point('time_per_output_chunk')).toMatchObject({ count: 2 })
  expect(point('time_per_output_chunk')?.sum).toBeCloseTo(0.06, 6)
  expect(point('usage.input_tokens')).toMatchObject({ sum: 10, attributes: { ...common, 'gen_ai.token.modality': 'text' } })
  expect(point('operation.output_tokens')).toMatchObject({ count: 1, sum: 5, bounds: TOKEN_BUCKETS })
  expect(metrics.get('gen_ai.client.inference.usage.input_tokens')).toMatchObject({ kind: 'counter', unit: '{token}' })
  expect(metrics.get('gen_ai.client.inference.duration')).toMatchObject({ kind: 'histogram', unit: 's' })
})

test('the names of v1.41: operations instead of inference, tokens told apart by their type', async () => {
  const caches = async (attempting: Attempting) => {
    const answer = await streamed(attempting)
    return { ...answer, usage: { ...answer.usage, cacheWriteInputTokens: 4, cachedInputTokens: 3, reasoningTokens: 2 } }
  }
  const { metrics, spans } = await observed(caches, { semconv: 'v1.41' })
  expect([...metrics.keys()].sort()).toEqual([
    'gen_ai.client.operation.duration',
    'gen_ai.client.operation.time_per_output_chunk',
    'gen_ai.client.operation.time_to_first_chunk',
    'gen_ai.client.token.usage',
  ])
  const usage = metrics.get('gen_ai.client.token.usage')?.points ?? []
  expect(usage.map(({ attributes, sum }) => [attributes['gen_ai.token.type'], sum])).toEqual([
    ['input', 10],
    ['output', 5],
  ])
  expect(spans[0]?.attributes).toMatchObject({
    'gen_ai.usage.cache_creation.input_tokens': 4,
    'gen_ai.usage.cache_read.input_tokens': 3,
    'gen_ai.usage.reasoning.output_tokens': 2,
  })
  expect(spans[0]?.attributes).not.toHaveProperty('gen_ai.usage.cache_write.input_tokens')
})

test('both sets of names at once', async () => {
  const { metrics } = await observed(streamed, { semconv: 'both' })
  expect([...metrics.keys()]).toEqual(
    expect.arrayContaining([
      'gen_ai.client.inference.duration',
      'gen_ai.client.operation.duration',
      'gen_ai.client.inference.usage.input_tokens',
      'gen_ai.client.token.usage',
    ]),
  )
})

test('a stream that breaks is a failed span: its kind of error, and `error` as the reason why it ended', async () => {
  const { spans, metrics, reply } = await observed(async ({ watch }) => {
    watch?.event?.(performance.now())
    throw new EvalError('invalid-response', 'the stream broke off')
  })
  expect(reply).toMatchObject({ kind: 'invalid-response' })
  expect(spans[0]).toMatchObject({
    status: { code: 2, message: 'the stream broke off' },
    attributes: { 'error.type': 'invalid-response', 'gen_ai.response.finish_reasons': ['error'] },
  })
  expect(metrics.get('gen_ai.client.inference.duration')?.points[0]?.attributes).toMatchObject({ 'error.type': 'invalid-response' })
  expect(metrics.has('gen_ai.client.inference.usage.input_tokens')).toBe(false)
})

test('a call that never came to a stream has no reason why it ended', async () => {
  const { spans } = await observed(async () => {
    throw new EvalError('auth', 'the key is wrong')
  })
  expect(spans[0]?.attributes).toMatchObject({ 'error.type': 'auth' })
  expect(spans[0]?.attributes).not.toHaveProperty('gen_ai.response.finish_reasons')
})

test('attempts of one call are one span over all of them; chunks are those of the attempt that ended it', async () => {
  let attempts = 0
  const { spans, metrics } = await observed(async (attempting) => {
    attempting.watch?.event?.(performance.now())
    if (++attempts === 1) throw new EvalError('transient', 'the connection was reset')
    return streamed({ ...attempting })
  })
  expect(spans).toHaveLength(1)
  expect(spans[0]).toMatchObject({
    status: { code: 0 },
    attributes: { 'taskbench.attempts': 2, 'gen_ai.response.finish_reasons': ['stop'] },
  })
  expect(metrics.get('gen_ai.client.inference.duration')?.points[0]?.count).toBe(1)
  expect(metrics.get('gen_ai.client.inference.time_per_output_chunk')?.points[0]?.count).toBe(3)
})

test('a simulated model in this process is an internal span without a server, and says its first token itself', async () => {
  const { spans } = await observed(async () => completion('Paris'), { model: { provider: 'sim', name: 'careful', simulated: true } })
  expect(spans[0]).toMatchObject({
    name: 'chat careful',
    kind: 'internal',
    attributes: { 'gen_ai.provider.name': 'sim', 'taskbench.simulated': true, 'gen_ai.response.time_to_first_chunk': 0.002 },
  })
  expect(spans[0]?.attributes).not.toHaveProperty('server.address')
})

test('Bedrock has the name that the conventions give it; another address is the server of its model', async () => {
  const { spans } = await observed(streamed, { model: { provider: 'bedrock', name: 'x', label: 'b', baseUrl: 'http://127.0.0.1:8123/v1' } })
  expect(spans[0]?.attributes).toMatchObject({ 'gen_ai.provider.name': 'aws.bedrock', 'server.address': '127.0.0.1', 'server.port': 8123 })
})

test('prompts and answers are in no span unless they were asked for', async () => {
  const without = await observed(streamed)
  expect(JSON.stringify(without.spans)).not.toMatch(/Capital|Paris|Be short/)
})

test('with content, spans carry instructions, prompt and answer as the conventions write them', async () => {
  const { spans } = await observed(streamed, { content: true })
  const json = (name: string) => JSON.parse(String(spans[0]?.attributes[name])) as unknown
  expect(json('gen_ai.system_instructions')).toEqual([{ type: 'text', content: 'Be short.' }])
  expect(json('gen_ai.input.messages')).toEqual([{ role: 'user', parts: [{ type: 'text', content: 'Capital of France?' }] }])
  expect(json('gen_ai.output.messages')).toEqual([
    { role: 'assistant', parts: [{ type: 'text', content: 'Paris' }], finish_reason: 'stop' },
  ])
})

test('without an SDK nobody wants to know of a call, and answers recorded elsewhere are none', async () => {
  const observer = new CallTelemetry({ semconv: 'latest', content: false })
  const call = { model: testModel(OPENAI), request: { messages: [], params: {} }, about: {} }
  expect(observer.begin(call)).toBeNull()
  const { address } = await otlpReceiver()
  registerSdk(address)
  expect(observer.begin(call)).not.toBeNull()
  expect(observer.begin({ ...call, model: testModel({ answersFile: '/a.jsonl' }) })).toBeNull()
})
