import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SampleLine } from '../benchmark/sample-line.ts'
import { planBenchmark } from './plan-benchmark.ts'
import type { BenchmarkWishes } from './plan-benchmark.ts'
import { runBenchmark } from './run-benchmark.ts'
import type { RunBenchmarkOptions } from './run-benchmark.ts'
import { KEYS, servedBenchmark } from './testing/served-benchmark.ts'
import type { ServedBenchmark } from './testing/served-benchmark.ts'

const HELLO = 'name: hello\nprompt: Hello {{name}}\ninputs: [{ name: Ada }, { name: Bob }]\n'

function run({ root, config }: ServedBenchmark, wishes: Partial<BenchmarkWishes> = {}, options: Partial<RunBenchmarkOptions> = {}) {
  const planned = planBenchmark({ scenarios: ['a.scenario.yaml'], folder: root, ...wishes }, config)
  return runBenchmark({ config, env: KEYS, planned, ...options })
}

const samplesIn = (folder: string): SampleLine[] =>
  readFileSync(join(folder, 'samples.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as SampleLine)

test('five protocols are measured alike: first token, pace, tokens, connections', async () => {
  const settings = {
    latency: { kind: 'fixed' as const, ms: 30 },
    tokensPerSecond: 500,
    answer: 'one two three four five six seven eight nine ten',
  }
  const text = `${HELLO}load: { kind: closed, concurrency: 2 }\nstop: { requests: 8 }\n`
  const served = await servedBenchmark(
    { openai: settings, anthropic: settings, openrouter: settings, ollama: settings, compatible: settings },
    { files: { 'a.scenario.yaml': text } },
  )
  const { report, folder, givenUp, failed } = await run(served)
  expect(givenUp).toEqual([])
  expect(failed).toEqual([])
  expect(report.run).toMatchObject({ status: 'complete', stopReason: null, seed: 1 })
  expect(report.cells.map(({ model }) => model)).toEqual(['openai', 'anthropic', 'openrouter', 'ollama', 'compatible'])
  for (const { model, rates, figures, tokens, validity, errors } of report.cells) {
    expect({ model, errors }).toEqual({ model, errors: [] })
    expect(rates).toMatchObject({ requests: 8, completed: 8, failed: 0, peakConcurrency: 2 })
    expect(figures.firstTokenMs?.min, model).toBeGreaterThanOrEqual(29)
    expect(figures.latencyMs?.min, model).toBeGreaterThan(figures.firstTokenMs?.min ?? Infinity)
    expect(tokens, model).toMatchObject({ source: 'provider' })
    // Of these, Ollama alone says its own times.
    expect([figures.serverTotalMs?.n, figures.serverTimePerOutputTokenMs?.n], model).toEqual(
      model === 'ollama' ? [8, 8] : [undefined, undefined],
    )
    expect(figures.outputTokens, model).toMatchObject({ n: 8, standardDeviation: 0 })
    expect(validity.newConnections + validity.reusedConnections, model).toBe(8)
  }
  const samples = samplesIn(folder)
  expect(samples.filter(({ phase }) => phase === 'measured')).toHaveLength(40)
  expect(samples[0]).toMatchObject({
    schema: 'taskbench/sample@1',
    scenario: 'hello',
    model: 'openai',
    index: 0,
    phase: 'warm-up',
    error: null,
  })
  expect(report.comparisons.length).toBeGreaterThan(0)
}, 60_000)

test('a server that never answers ends by the deadline, in words, and is no wait without end', async () => {
  const served = await servedBenchmark(
    { compatible: { faults: { stall: 1 } } },
    { files: { 'a.scenario.yaml': `${HELLO}stop: { requests: 2 }\nwarmUp: {}\ntimeouts: { totalMs: 150 }\n` } },
  )
  const { report } = await run(served)
  expect(report.cells[0]).toMatchObject({
    rates: { requests: 2, completed: 0, failed: 2 },
    errors: [{ kind: 'timeout-total', count: 2, message: 'no whole answer within 150 ms' }],
    figures: {},
  })
})

test('failures are counted by kind, and say nothing of latency', async () => {
  const served = await servedBenchmark(
    { compatible: { faults: { serverError: 0.5 }, seed: 3 } },
    { files: { 'a.scenario.yaml': `${HELLO}load: { kind: closed, concurrency: 4, staggered: false }\nstop: { requests: 40 }\n` } },
  )
  const [cell] = (await run(served)).report.cells
  expect(cell?.rates.failed).toBeGreaterThan(5)
  expect(cell?.rates.completed).toBe(cell?.figures.latencyMs?.n)
  expect(cell?.errors).toMatchObject([{ kind: 'http-5xx', count: cell?.rates.failed }])
})

test('a server that is not there is given up, and the run is incomplete', async () => {
  const served = await servedBenchmark(
    {},
    {
      settings: { models: [{ id: 'compatible:x', baseUrl: 'http://127.0.0.1:9/v1' }] },
      files: { 'a.scenario.yaml': `${HELLO}load: { kind: closed, concurrency: 20, staggered: false }\n` },
    },
  )
  const { report, givenUp } = await run(served)
  expect(givenUp[0]).toMatchObject({
    model: 'compatible:x',
    reason: expect.stringMatching(/^its first 5 requests failed, .*the connection was refused$/) as string,
  })
  expect(report.run).toMatchObject({
    status: 'incomplete',
    stopReason: expect.stringMatching(/^compatible:x: its first 5 requests/) as string,
  })
})

test('a model without its key is refused before anything is asked', async () => {
  const served = await servedBenchmark({}, { settings: { models: ['openai:gpt-5-mini'] }, files: { 'a.scenario.yaml': HELLO } })
  await expect(run(served, {}, { env: {} })).rejects.toMatchObject({ kind: 'auth' })
  expect(existsSync(join(served.root, 'results'))).toBe(false)
})

test('a budget ends the run, and what was paid is in the samples', async () => {
  const text = `${HELLO}params: { maxOutputTokens: 20 }\nstop: { requests: 200 }\n`
  const served = await servedBenchmark(
    {},
    { settings: { models: [{ id: 'sim:hasty', sim: { latency: { kind: 'fixed', ms: 1 } } }] }, files: { 'a.scenario.yaml': text } },
  )
  const { report, folder, givenUp } = await run(served, {}, { budgetUsd: 0.0001 })
  const paid = samplesIn(folder).reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0)
  expect(report.cells[0]?.stoppedBy).toBe('budget')
  expect(report.run.status).toBe('incomplete')
  expect(givenUp[0]?.reason).toMatch(/^the budget of \$0\.0001 is used up/)
  expect(paid).toBe(report.costNanoUsd)
  expect(paid).toBeLessThanOrEqual(100_000)
})

test('a strict scenario whose measurement is suspect fails', async () => {
  const text = `${HELLO}strict: true\nload: { kind: open, arrivals: constant, ratePerSecond: 100, mostInFlight: 1 }\nstop: { requests: 12 }\n`
  const served = await servedBenchmark({ compatible: { latency: { kind: 'fixed', ms: 40 } } }, { files: { 'a.scenario.yaml': text } })
  const { failed } = await run(served)
  expect(failed.map(({ scenario, model }) => [scenario, model])).toEqual([['hello', 'compatible']])
})

test('where samples cannot be written nothing more is asked, and why is said', async () => {
  const served = await servedBenchmark(
    { compatible: {} },
    { files: { 'a.scenario.yaml': `${HELLO}stop: { requests: 100000 }\n`, results: 'a file' } },
  )
  await expect(run(served)).rejects.toMatchObject({ kind: 'config', message: expect.stringMatching(/samples\.jsonl/) as string })
})

test.each(['openai', 'anthropic', 'openrouter', 'ollama', 'compatible'])(
  '%s: what fails is asked once, by us and by its SDK',
  async (provider) => {
    const text = `${HELLO}load: { kind: closed, concurrency: 4, staggered: false }\nstop: { requests: 12 }\n`
    const served = await servedBenchmark({ [provider]: { faults: { overloaded: 0.5 }, seed: 3 } }, { files: { 'a.scenario.yaml': text } })
    const { report, folder } = await run(served)
    expect(report.cells[0]?.rates.failed).toBeGreaterThan(0)
    const stats = (await (await fetch(new URL('/stats', served.config.models[0]?.baseUrl ?? ''))).json()) as { requests: number }
    expect(stats.requests).toBe(samplesIn(folder).length)
  },
)
