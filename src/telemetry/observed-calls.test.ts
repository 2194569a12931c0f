import { expect, test } from 'vitest'
import { completion } from '../engine/testing/engine-with.ts'
import type { CallOnce } from '../schema/call-once.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { CallTelemetry } from './call-telemetry.ts'
import { observedCalls } from './observed-calls.ts'
import { otlpReceiver } from './testing/otlp-receiver.ts'
import { registerSdk } from './testing/register-sdk.ts'

const MODEL = testModel({ provider: 'ollama', name: 'qwen3', label: 'q', baseUrl: 'http://127.0.0.1:11434' })
const ASKED = { model: 'q', request: { messages: [], params: {} }, trial: 0, scenario: 'short' }
const signal = new AbortController().signal
const cost = { nanoUsd: 0, source: 'list', priced: null } as const

const told = async (call: CallOnce, watch?: StreamWatch) => {
  const observer = new CallTelemetry({ semconv: 'latest', content: false })
  const reply = await observedCalls(call, observer, [MODEL])(ASKED, { signal, watch }).catch((error: unknown) => error)
  await observer.flush()
  return reply
}

test('a measured call is a span of its scenario; the recorder of its stream hears all that telemetry hears', async () => {
  const { address, spans, metrics } = await otlpReceiver()
  registerSdk(address)
  const heard: string[] = []
  const recorder: StreamWatch = {
    started: () => heard.push('started'),
    connected: (connection) => heard.push(connection),
    sent: () => heard.push('sent'),
    headers: () => heard.push('headers'),
    content: (kind, _at, length) => heard.push(`${kind} ${length}`),
    whole: () => heard.push('whole'),
    usage: () => heard.push('usage'),
    server: ({ totalMs }) => heard.push(`server ${totalMs}`),
    closed: () => heard.push('closed'),
    pace: () => null,
  }
  const reply = await told(async (_asked, { watch }) => {
    const now = performance.now()
    watch?.started?.(now)
    watch?.connected?.('new', now)
    watch?.sent?.(now)
    watch?.headers?.(now + 1)
    watch?.event?.(now + 20)
    watch?.content('text', now + 20, 3, null)
    watch?.event?.(now + 30)
    watch?.usage?.(now + 30)
    watch?.server?.({ totalMs: 28, loadMs: null, timePerOutputTokenMs: null })
    watch?.closed?.(now + 31, { bytesPeak: 0, longestPauseMs: 0 })
    expect(watch?.pace?.()).toBeNull()
    return { completion: completion('Paris'), cost }
  }, recorder)
  expect(reply).toMatchObject({ completion: { text: 'Paris' } })
  expect(heard).toEqual(['started', 'new', 'sent', 'headers', 'text 3', 'usage', 'server 28', 'closed'])
  expect(spans[0]?.attributes).toMatchObject({ 'taskbench.scenario': 'short', 'gen_ai.provider.name': 'ollama', 'server.port': 11434 })
  expect(spans[0]?.attributes['gen_ai.response.time_to_first_chunk']).toBeCloseTo(0.02, 6)
  expect(metrics.get('gen_ai.client.inference.time_per_output_chunk')?.points[0]?.sum).toBeCloseTo(0.01, 6)
})

test('a server that does not stream has no first chunk', async () => {
  const { address, spans, metrics } = await otlpReceiver()
  registerSdk(address)
  await told(async (_asked, { watch }) => {
    watch?.whole?.()
    watch?.content('text', performance.now(), 3, null)
    return { completion: completion('Paris'), cost }
  })
  expect(spans[0]?.attributes).not.toHaveProperty('gen_ai.response.time_to_first_chunk')
  expect(metrics.has('gen_ai.client.inference.time_to_first_chunk')).toBe(false)
})

test('a call that failed is told as it failed; one for which there was no money is none', async () => {
  const { address, spans } = await otlpReceiver()
  registerSdk(address)
  const failing = (kind: 'budget' | 'timeout', ownBudget = false) => told(() => Promise.reject(new EvalError(kind, 'no', { ownBudget })))
  expect(await failing('budget', true)).toMatchObject({ kind: 'budget' })
  expect(spans).toEqual([])
  expect(await failing('timeout')).toMatchObject({ kind: 'timeout' })
  // A vendor's quota that is used up was found by asking.
  expect(await failing('budget')).toMatchObject({ kind: 'budget' })
  expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual(['timeout', 'budget'])
})

test('without an SDK, and for models that nobody knows, a call is what it was', async () => {
  const watch: StreamWatch = { content: () => undefined }
  const seen: unknown[] = []
  await told(async (_asked, options) => {
    seen.push(options.watch)
    return { completion: completion('Paris'), cost }
  }, watch)
  expect(seen).toEqual([watch])
})
