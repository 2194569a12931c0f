import { expect, test } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { testModel } from '../schema/testing/test-model.ts'
import { ModelHealth } from './model-health.ts'
import { runScenario } from './run-scenario.ts'
import { VirtualClock } from './testing/virtual-clock.ts'
import { virtualModel } from './testing/virtual-model.ts'
import { testScenario, virtualRun } from './testing/virtual-run.ts'

const [a, b] = [testModel({ name: 'a' }), testModel({ name: 'b' })]

test('blocks of models are interleaved, and their order is reversed each time', async () => {
  const { blocks, cells } = await virtualRun({ repetitions: 3, stop: { requests: 2 } }, { models: [a, b] })
  expect(blocks).toEqual(['a0.0', 'b0.0', 'b1.0', 'a1.0', 'a2.0', 'b2.0'])
  expect(cells.map(({ model, repetitions, rates }) => [model, repetitions, rates.requests])).toEqual([
    ['test:a', 3, 6],
    ['test:b', 3, 6],
  ])
})

test('every model gets the same inputs in the same order, drawn anew for each repetition', async () => {
  const inputs = Array.from({ length: 12 }, (_, index) => ({ n: index }))
  const written = { prompt: '{{n}}', inputs, repetitions: 2, stop: { requests: 12 } }
  const { measured } = await virtualRun(written, { models: [a, b] })
  const orderOf = (model: string, repetition: number) =>
    measured.filter((sample) => sample.model === model && sample.repetition === repetition).map(({ input }) => input)
  expect(orderOf('test:a', 0)).toEqual(orderOf('test:b', 0))
  expect(orderOf('test:a', 1)).toEqual(orderOf('test:b', 1))
  expect(orderOf('test:a', 0)).not.toEqual(orderOf('test:a', 1))
  expect(orderOf('test:a', 0).toSorted((x, y) => x - y)).toEqual(inputs.map(({ n }) => n))
})

test('trials differ, so that equal questions may have different answers', async () => {
  const { asked } = await virtualRun({ repetitions: 2, stop: { requests: 3 }, warmUp: { requests: 1 } })
  expect(new Set(asked.map(({ trial }) => trial)).size).toBe(asked.length)
})

test('a sweep finds where more users bring no more throughput', async () => {
  const load = { kind: 'sweep' as const, of: 'concurrency' as const, values: [1, 2, 4, 8, 16] }
  const { sweeps, cells } = await virtualRun(
    { load, stop: { requests: 64 }, warmUp: { requests: 4 }, coolDown: { seconds: 1 } },
    { slots: 4 },
  )
  expect(cells.map(({ step }) => step.label)).toEqual(['1 at once', '2 at once', '4 at once', '8 at once', '16 at once'])
  expect(sweeps[0]?.points.map(({ requestsPerSecond }) => Math.round(requestsPerSecond))).toEqual([5, 10, 20, 20, 20])
  expect(sweeps[0]?.saturation).toMatchObject({ step: 2, target: 4 })
  expect(sweeps[0]?.saturation?.because).toMatch(/^at 8 at once throughput is [\d.]+\/s, after [\d.]+\/s at 4 at once$/)
})

test('a ramp of rates finds where requests come faster than they are answered', async () => {
  const load = { kind: 'ramp', of: 'ratePerSecond', from: 5, to: 25, steps: 5, arrivals: 'constant' } as const
  const { sweeps } = await virtualRun({ load, stop: { seconds: 10 } }, { slots: 3 })
  expect(sweeps[0]?.points.map(({ target }) => target)).toEqual([5, 10, 15, 20, 25])
  expect(sweeps[0]?.saturation).toMatchObject({ step: 2, target: 15 })
  expect(sweeps[0]?.saturation?.because).toMatch(/^at 20\/s 1\d\.\d requests\/s are completed$/)
})

test('a model whose first five requests are refused for good is given up, and the others go on', async () => {
  const denied = new EvalError('auth', 'the key is wrong', { code: 'http-401' })
  const { health, cells, asked } = await virtualRun(
    { repetitions: 2, stop: { requests: 8 } },
    { models: [a, b], fails: (_, call) => (call.model === 'test:a' ? denied : null) },
  )
  expect(health.get('test:a')?.givenUp).toBe('its first 5 requests failed, and asking again does not help: the key is wrong')
  expect(asked.filter(({ model }) => model === 'test:a')).toHaveLength(5)
  expect(cells.map(({ stoppedBy, rates }) => [stoppedBy, rates.completed, rates.failed])).toEqual([
    ['errors', 0, 5],
    ['requests', 16, 0],
  ])
})

test('a server that nobody reaches is given up after twenty requests', async () => {
  const refused = new EvalError('transient', 'connection refused', { code: 'ECONNREFUSED' })
  const { health, asked } = await virtualRun({ stop: { requests: 100 } }, { fails: (index) => (index < 3 ? null : refused) })
  expect(asked).toHaveLength(23)
  expect(health.get('test:a')?.givenUp).toBe('20 requests in a row reached nobody: connection refused')
})

test('where the budget is used up nothing more is asked, and what was not sent is no sample', async () => {
  const broke = new EvalError('budget', 'the budget of $1.00 is used up')
  const { cells, samples, health } = await virtualRun({ stop: { requests: 9 } }, { fails: (index) => (index < 4 ? null : broke) })
  expect(cells[0]).toMatchObject({ stoppedBy: 'budget', rates: { requests: 4, failed: 0 } })
  expect(samples).toHaveLength(4)
  expect(health.get('test:a')?.givenUp).toBe('the budget of $1.00 is used up')
})

test('when it is stopped, what is in flight ends, and is reported', async () => {
  const { cells, asked, blocks } = await virtualRun(
    { load: { kind: 'closed', concurrency: 4, staggered: false }, stop: { requests: 100 }, repetitions: 5 },
    { models: [a, b], observers: ({ stop }) => [{ onSample: ({ index }) => void (index === 6 && stop.abort()) }] },
  )
  expect(blocks).toEqual(['a0.0'])
  expect(cells).toHaveLength(1)
  expect(cells[0]).toMatchObject({ stoppedBy: 'interrupted', rates: { requests: asked.length, failed: 0 } })
})

test('when it is cut off, requests in flight are no failures of the model', async () => {
  const cutOff = new EvalError('aborted', 'stopped', { code: 'cancelled' })
  const { cells, samples } = await virtualRun(
    { load: { kind: 'closed', concurrency: 2, staggered: false }, stop: { requests: 100 } },
    {
      firstTokenMs: ({ trial }) => (trial === 3 ? 3_600_000 : 100),
      observers: ({ stop, cut }) => [{ onSample: ({ index }) => void (index === 2 && [stop.abort(), cut.abort(cutOff)]) }],
    },
  )
  expect(samples.map(({ error }) => error?.kind ?? null)).toEqual([null, null, null, 'cancelled'])
  expect(cells[0]).toMatchObject({ stoppedBy: 'interrupted', rates: { requests: 3, failed: 0 }, errors: [] })
})

test('a figure that is known well enough ends the measurement, which says so', async () => {
  const { cells } = await virtualRun({ stop: { requests: 10_000, converged: { metric: 'latencyMs', width: 0.05 } } })
  expect(cells[0]).toMatchObject({ stoppedBy: 'converged', adaptive: true, rates: { requests: 20 } })
})

test('a model that does not stream has a first token that comes with the last, no time per token, and that is said', async () => {
  const slo = { firstTokenMs: 1_000, timePerOutputTokenMs: 1_000 }
  const { cells } = await virtualRun({ stop: { requests: 4 }, slo }, { streams: false })
  const [cell] = cells
  expect(cell?.figures.latencyMs).toMatchObject({ n: 4, mean: 200 })
  expect(cell?.figures.firstTokenMs).toMatchObject({ n: 4, mean: 200 })
  expect(cell?.figures.timePerOutputTokenMs).toBeUndefined()
  expect(cell?.slo).toEqual({ firstTokenMs: { limit: 1_000, met: 4, of: 4 }, timePerOutputTokenMs: { limit: 1_000, met: 0, of: 4 } })
  expect(cell?.rates).toMatchObject({ goodputPerSecond: 0, sloShare: 0 })
  expect(cell?.notes).toEqual([
    'answers came as a whole: the first token comes with the last, and there is no time per token',
    '4 of 4 answers have no timePerOutputTokenMs: they do not meet the objective on it',
  ])
})

test('an answer whose parts nobody saw has a latency', async () => {
  const { cells } = await virtualRun({ stop: { requests: 4 } }, { streams: false, telling: false })
  expect(cells[0]?.figures.latencyMs).toMatchObject({ n: 4, mean: 200 })
  expect(cells[0]?.figures.tokensPerSecond).toMatchObject({ n: 4, mean: 55 })
  expect(cells[0]?.figures.firstTokenMs).toBeUndefined()
})

test('goodput counts the requests that meet all objectives, in the window alone', async () => {
  const { cells } = await virtualRun(
    { stop: { requests: 10 }, warmUp: { requests: 2 }, slo: { latencyMs: 250, decodeTokensPerSecond: 50 } },
    { firstTokenMs: ({ trial }) => (trial % 2 === 0 ? 100 : 300) },
  )
  expect(cells[0]?.rates).toMatchObject({ windowMs: 3_000, sloShare: 0.5 })
  expect(cells[0]?.rates.requestsPerSecond).toBeCloseTo(10 / 3, 6)
  expect(cells[0]?.rates.goodputPerSecond).toBeCloseTo(5 / 3, 6)
})

test('closed loops say latencies corrected for coordinated omission only where an interval is given, beside the measured ones', async () => {
  const load = { kind: 'closed', concurrency: 1, expectedEveryMs: 100 } as const
  const slow = { firstTokenMs: ({ trial }: { trial: number }) => (trial === 5 ? 10_000 : 10), tokens: 1 }
  const { cells } = await virtualRun({ load, stop: { requests: 100 }, percentiles: [90] }, slow)
  expect(cells[0]?.figures.latencyMs?.quantiles[0]?.value).toBeCloseTo(10, 6)
  expect(cells[0]?.figures.latencyMs?.corrected?.[0]?.value).toBeGreaterThan(7_000)
  const plain = await virtualRun({ load: { kind: 'closed', concurrency: 1 }, stop: { requests: 5 } })
  expect(plain.cells[0]?.figures.latencyMs).not.toHaveProperty('corrected')
})

test('what an observer throws ends the run', async () => {
  const broken = {
    onSample: () => {
      throw new Error('no')
    },
  }
  await expect(virtualRun({ stop: { requests: 5 } }, { observers: () => [broken] })).rejects.toThrow('no')
})

test('a clock that stands still is found', async () => {
  const never = new AbortController().signal
  const { call } = virtualModel({ clock: new VirtualClock(), firstTokenMs: 0, perTokenMs: 0 })
  const running = runScenario({
    scenario: testScenario({ stop: { requests: 50 } }),
    models: [a],
    call,
    clock: { now: () => 5, sleepUntil: () => Promise.resolve() },
    seed: 1,
    stop: never,
    cut: never,
    healthOf: () => new ModelHealth(),
    observers: [],
    onSample: () => undefined,
  })
  await expect(running).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringMatching(/^the clock stands still/) as string,
    hint: expect.stringMatching(/fake timers/) as string,
  })
})
