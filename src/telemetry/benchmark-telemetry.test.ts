import { expect, test } from 'vitest'
import type { AskedRequest } from '../schema/benchmark-observer.ts'
import type { Sample } from '../schema/sample.ts'
import type { Load, Scenario } from '../schema/scenario.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { BenchmarkTelemetry } from './benchmark-telemetry.ts'
import { flushTelemetry } from './registered.ts'
import { otlpReceiver } from './testing/otlp-receiver.ts'
import { registerSdk } from './testing/register-sdk.ts'

const MODEL = testModel({ provider: 'openai', name: 'gpt-5-mini', label: 'mini' })
const OPEN: Load = { kind: 'open', ratePerSecond: 10, arrivals: 'constant', mostInFlight: 10, whenFull: 'wait' }
const CLOSED: Load = { kind: 'closed', concurrency: 1, staggered: true }

const sample = (settings: Partial<Sample> = {}) =>
  ({
    scenario: 's',
    step: 2,
    phase: 'measured',
    queueMs: 40,
    firstTokenMs: 200,
    timePerOutputTokenMs: 20,
    latencyMs: 1_000,
    error: null,
    meetsSlo: true,
    ...settings,
  }) as Sample

function telemetryOf(load: Load) {
  const telemetry = new BenchmarkTelemetry()
  const scenario = { name: 's', load } as Scenario
  telemetry.onBlockStart({ scenario, model: MODEL, repetition: 0, step: { index: 2, label: '', ratePerSecond: 10, concurrency: null } })
  const asked = { scenario: 's', model: MODEL, scheduledAtMs: 1_000, startAtMs: 1_030 } as AskedRequest
  return { take: (settings?: Partial<Sample>) => telemetry.onSample(sample(settings), asked) }
}

test('measured requests are told under our own names: first token, time per token, queue, lag, goodput', async () => {
  const { address, metrics } = await otlpReceiver()
  registerSdk(address)
  const { take } = telemetryOf(OPEN)
  take()
  take({ phase: 'warm-up' })
  take({ meetsSlo: false, firstTokenMs: null })
  take({ error: { kind: 'overloaded', message: 'no' }, meetsSlo: false, firstTokenMs: null, timePerOutputTokenMs: null, latencyMs: null })
  await flushTelemetry()
  const points = (name: string) => metrics.get(`taskbench.benchmark.${name}`)?.points ?? []
  expect(points('ttft')).toMatchObject([{ count: 1, sum: 0.2 }])
  expect(points('tpot')).toMatchObject([{ count: 2, sum: 0.04 }])
  expect(points('latency')).toMatchObject([{ count: 2, sum: 2 }])
  expect(points('queue')).toMatchObject([{ count: 3 }])
  expect(points('schedule_lag')).toMatchObject([{ count: 3 }])
  expect(points('schedule_lag')[0]?.sum).toBeCloseTo(0.09)
  expect(points('goodput')).toMatchObject([{ sum: 1 }])
  expect(points('requests').map(({ sum, attributes }) => [attributes['error.type'], sum])).toEqual([
    [undefined, 2],
    ['overloaded', 1],
  ])
  expect(points('ttft')[0]?.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    'server.address': 'api.openai.com',
    'server.port': 443,
    'taskbench.scenario': 's',
    'taskbench.step': 2,
  })
})

test('a closed loop keeps no schedule that it could be late for', async () => {
  const { address, metrics } = await otlpReceiver()
  registerSdk(address)
  telemetryOf(CLOSED).take()
  await flushTelemetry()
  expect(metrics.has('taskbench.benchmark.queue')).toBe(true)
  expect(metrics.has('taskbench.benchmark.schedule_lag')).toBe(false)
})

test('without an SDK nothing is told, nor is anything wrong', () => {
  expect(() => telemetryOf(OPEN).take()).not.toThrow()
})
