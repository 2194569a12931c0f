import { expect, onTestFinished, test } from 'vitest'
import { StreamRecorder } from '../benchmark/stream-recorder.ts'
import { streamFigures } from '../benchmark/stream-figures.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { loopbackServer } from '../providers/testing/loopback-server.ts'
import { openBenchmarkCalls } from './benchmark-calls.ts'

const config = { seed: 1, allowKeys: {}, allowUnpriced: false }
const signal = new AbortController().signal
const request = { messages: [{ role: 'user' as const, content: 'Greet me' }], params: {} }
const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`
const ENDING =
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n' +
  'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\ndata: [DONE]\n\n'

async function served() {
  const server = await loopbackServer()
  const model = testModel({ provider: 'compatible', name: 'm', baseUrl: `${server.address}/v1`, paid: false })
  onTestFinished(() => server.close())
  return { server, model }
}

test('all requests are in flight at once, and every one is measured at its own socket', async () => {
  const { server, model } = await served()
  const open: (() => void)[] = []
  const all = new Promise<void>((resolve) =>
    server.answer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(piece('a'))
      open.push(() => void response.end(piece('b') + ENDING))
      if (open.length === 20) resolve()
    }),
  )
  const calls = await openBenchmarkCalls({ config, env: {}, models: [model], connections: 20, budgetUsd: 1 })
  onTestFinished(() => calls.close())
  const recorders = Array.from({ length: 20 }, () => new StreamRecorder({ scheduledAtMs: performance.now() }))
  const replies = recorders.map((watch, trial) => calls.call({ model: model.label, request, trial }, { signal, watch }))
  await all
  await expect.poll(() => recorders.every(({ partsAtMs }) => partsAtMs.length === 1)).toBe(true)
  open.forEach((end) => end())
  for (const [i, reply] of (await Promise.all(replies)).entries()) {
    const recorder = recorders[i] as StreamRecorder
    expect(recorder.connection).toBe('new')
    const { figures } = streamFigures(recorder, reply.completion.usage)
    const { queueMs, firstByteMs, firstTokenMs, latencyMs, timePerOutputTokenMs, chunks } = figures
    expect([chunks, reply.completion.text]).toEqual([2, 'ab'])
    expect((queueMs ?? 0) >= 0 && (firstByteMs ?? 0) > 0 && (firstTokenMs ?? 0) >= (firstByteMs ?? 0)).toBe(true)
    expect(timePerOutputTokenMs).toBeCloseTo((latencyMs ?? 0) - (firstTokenMs ?? 0), 6)
    expect(recorder.closedAtMs).toBeGreaterThanOrEqual(recorder.lastAtMs ?? Infinity)
  }
  expect(calls.spent()).toEqual({ calls: 20, nanoUsd: 0, unpriced: 0 })
})

test('a simulated model is measured at its real pace', async () => {
  const sim = { latency: { kind: 'fixed', ms: 20 }, tokensPerSecond: 1_000 }
  const model = testModel({ provider: 'sim', name: 'careful', sim })
  const calls = await openBenchmarkCalls({ config, env: {}, models: [model], connections: 1, budgetUsd: null })
  onTestFinished(() => calls.close())
  const watch = new StreamRecorder({ scheduledAtMs: performance.now() })
  const long = { messages: [{ role: 'user' as const, content: 'many words '.repeat(200) }], params: {} }
  const { completion, cost } = await calls.call({ model: model.label, request: long, trial: 0 }, { signal, watch })
  const { figures } = streamFigures(watch, completion.usage)
  const pieces = Math.ceil((completion.usage.outputTokens ?? 0) / 10)
  expect(pieces).toBeGreaterThan(1)
  expect(figures).toMatchObject({ chunks: pieces, firstPartTokens: 'reported' })
  expect(figures.firstTokenMs).toBeGreaterThan(15)
  // A machine that is busy makes it slower, never faster than timers are early.
  expect(figures.timePerOutputTokenMs).toBeGreaterThan(0.8)
  expect(watch.connection).toBeNull()
  expect(calls.spent()).toEqual({ calls: 1, nanoUsd: cost.nanoUsd, unpriced: 0 })
})

test('models that cannot be measured are refused before anything is asked', async () => {
  const open = (model: ReturnType<typeof testModel>, more: object = {}) =>
    openBenchmarkCalls({ config, env: {}, models: [model], connections: 1, budgetUsd: 1, ...more })
  await expect(open(testModel({ provider: 'recorded', answersFile: '/a.jsonl' }))).rejects.toMatchObject({
    kind: 'config',
    message: 'recorded:a has recorded answers: no call is made that could be measured',
  })
  await expect(open(testModel({ provider: 'openai', name: 'gpt-5-mini' }))).rejects.toMatchObject({ kind: 'auth' })
  const unpriced = testModel({ provider: 'compatible', name: 'm', baseUrl: 'https://llm.example.com/v1' })
  await expect(open(unpriced)).rejects.toThrow('no price is known of compatible:m')
  // Nothing is looked at of a model that is not asked.
  const calls = await open(unpriced, { maySpend: false })
  await expect(calls.call({ model: unpriced.label, request, trial: 0 }, { signal })).rejects.toThrow('costs money and was not asked')
  await calls.close()
})
