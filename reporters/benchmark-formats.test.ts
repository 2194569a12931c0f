import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { virtualRun } from '../src/benchmark/testing/virtual-run.ts'
import type { BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import { testModel } from '../src/schema/testing/test-model.ts'
import { benchmarkCsv } from './benchmark-csv.ts'
import { benchmarkMarkdown } from './benchmark-markdown.ts'
import { benchmarkLines } from './benchmark-terminal.ts'
import { paintWith } from './paint.ts'
import { writeBenchmark } from './write-benchmark.ts'

const HOSTILE = '=cmd|calc <img src=x> \u001b[31mred\u202e'

async function sampleReport(...run: Parameters<typeof virtualRun>): Promise<BenchmarkReport> {
  const { cells, sweeps } = await virtualRun(...run)
  const machine = { hash: 'h', cpu: 'Test CPU', cores: 2, memoryBytes: 1, platform: 'linux', arch: 'x64' }
  const calm = cells.map((cell) => ({ ...cell, validity: { ...cell.validity, suspect: false, reasons: [] } }))
  return {
    schema: 'taskbench/benchmark@1',
    run: {
      id: 'run-1',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:01:00.000Z',
      status: 'complete',
      stopReason: null,
      seed: 3,
      commit: null,
      dirty: null,
      versions: { taskbench: '0', node: '24' },
      machine,
    },
    cells: calm,
    sweeps,
    comparisons: [],
    recommendations: [],
    costNanoUsd: 12_000_000,
    unpricedCalls: 0,
  }
}

const hostile = () =>
  sampleReport(
    { stop: { requests: 4 } },
    {
      models: [testModel({ label: HOSTILE })],
      fails: (index) => (index === 0 ? new EvalError('transient', `${HOSTILE} broke`, { code: 'http-500' }) : null),
    },
  )

test('CSV has a row per cell and a column per figure, and no formula', async () => {
  const [header = '', row = '', ...rest] = benchmarkCsvText(await hostile())
  const columns = header.split(',')
  expect(rest).toEqual([''])
  expect(columns).toEqual(
    expect.arrayContaining([
      'scenario',
      'firstTokenMs.p50',
      'latencyMs.p99',
      'latencyMs.p99.high',
      'latencyMs.missing',
      'gapMs.mean',
      'outputTokens.n',
    ]),
  )
  const cells = row.split(',')
  expect(cells[columns.indexOf('model')]).toMatch(/^"'=cmd/)
  expect(cells[columns.indexOf('completed')]).toBe('3')
  expect(cells[columns.indexOf('latencyMs.mean')]).toBe('200')
  expect(cells[columns.indexOf('goodputPerSecond')]).toBe('')
})

const benchmarkCsvText = (report: BenchmarkReport) => (benchmarkCsv.write(report) as string).split('\r\n')

test('Markdown and terminal hold a table per scenario, failures by kind, and nothing that acts', async () => {
  const report = await hostile()
  const markdown = benchmarkMarkdown.write(report) as string
  expect(markdown).toMatch(/^## test$/m)
  expect(markdown).toMatch(/^- `failed: .*http-5xx, 1 time:/m)
  expect(markdown.replaceAll(/`[^`]*`/g, '')).not.toMatch(/<|=cmd|\u001b|\u202e/)
  const lines = benchmarkLines(report, Infinity, paintWith(false)).join('\n')
  expect(lines).toMatch(/^test\nmodel +n +failed +first token p50/m)
  expect(lines).toMatch(/ 3 +1 +100 ms/)
  expect(lines).toMatch(/^Benchmark run-1: seed 3, cost \$0\.012$/m)
  expect(lines).not.toMatch(/\u001b|\u202e/)
})

test('what a server says of its own time stands under the table', async () => {
  const report = await sampleReport({ stop: { requests: 4 } })
  const [cell] = report.cells
  const own = cell?.figures.latencyMs
  if (!own) throw new Error('nothing was measured')
  expect(benchmarkMarkdown.write(report)).not.toContain('of its own time')
  Object.assign(cell.figures, {
    serverTotalMs: { ...own, mean: 180 },
    serverLoadMs: { ...own, mean: 2_000, max: 8_000 },
    serverTimePerOutputTokenMs: { ...own, mean: 9 },
  })
  const said = 'the server says of its own time, in the mean: 180 ms in all, 2.00 s (at most 8.00 s) to load the model, 9 ms per token'
  expect(benchmarkMarkdown.write(report)).toContain(said)
  expect(benchmarkCsvText(report)[0]).toMatch(/,serverLoadMs\.mean,/)
})

test('a p95 of too few answers says so, in the terminal and in Markdown', async () => {
  const said = 'n is too small for p95: no interval below 72 answers'
  const few = await sampleReport({ stop: { requests: 71 } })
  expect(benchmarkLines(few, Infinity, paintWith(false))).toContain(`  test:a: ${said}`)
  expect(benchmarkMarkdown.write(few)).toContain(said)
  const enough = await sampleReport({ stop: { requests: 72 } })
  expect(benchmarkLines(enough, Infinity, paintWith(false)).join('\n')).not.toContain('too small')
})

test('a sweep ends in a sentence: where it saturates, or that it does not', async () => {
  const load = { kind: 'sweep' as const, of: 'concurrency' as const, values: [1, 2, 4] }
  const saturating = await sampleReport({ load, stop: { requests: 24 } }, { slots: 1 })
  expect(benchmarkLines(saturating, 200, paintWith(false)).join('\n')).toMatch(
    /^ {2}test:a saturates at 1 at once with [\d.]+ requests\/s: at 2 at once throughput/m,
  )
  const growing = await sampleReport({ load, stop: { requests: 24 } })
  expect(benchmarkLines(growing, 200, paintWith(false)).join('\n')).toMatch(
    /^ {2}test:a does not saturate up to 4 at once \(p95 200 ms\)$/m,
  )
  expect(benchmarkMarkdown.write(growing)).toMatch(/^- `test:a`: no saturation up to 4 \(p95 200 ms\)$/m)
})

test('open loops show latencies from the schedule, objectives their share, and suspect models are marked', async () => {
  const report = await sampleReport({
    load: { kind: 'open', ratePerSecond: 10, arrivals: 'constant' },
    stop: { requests: 10 },
    slo: { latencyMs: 500 },
  })
  const [cell] = report.cells
  if (cell) cell.validity = { ...cell.validity, suspect: true, reasons: ['this process was busy 90 % of the time'] }
  const lines = benchmarkLines(report, Infinity, paintWith(false)).join('\n')
  expect(lines).toMatch(/latency from schedule p50 .* objectives met/)
  expect(lines).toMatch(/^test:a ! .* 100 % /m)
  expect(lines).toMatch(/^ {2}suspect: test:a: this process was busy 90 % of the time$/m)
})

test('all formats are put in place whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'taskbench-benchmark-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const report = await hostile()
  const files = await writeBenchmark(report, join(folder, 'run'))
  expect(readdirSync(join(folder, 'run')).sort()).toEqual(
    Object.values(files)
      .map((file) => file.split('/').at(-1))
      .sort(),
  )
  const page = readFileSync(files['html'] as string, 'utf8')
  expect(page).toMatch(/<script type="application\/octet-stream" data-block="benchmark"/)
  expect(page).not.toContain('=cmd|calc')
  expect(JSON.parse(readFileSync(files['json'] as string, 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)))
  await expect(writeBenchmark(report, join(files['json'] as string, 'below'))).rejects.toMatchObject({ kind: 'config' })
})
