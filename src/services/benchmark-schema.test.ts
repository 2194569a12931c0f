import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { BenchmarkReport } from '../schema/benchmark-report.ts'
import { benchmarkReportSchema } from '../schema/benchmark-report-schema.ts'
import { planBenchmark } from './plan-benchmark.ts'
import { runBenchmark } from './run-benchmark.ts'
import { KEYS, servedBenchmark } from './testing/served-benchmark.ts'

const SWEEP =
  'name: sweep\nprompt: Hello\nload: { kind: sweep, of: concurrency, values: [1, 2] }\nstop: { requests: 6 }\nslo: { latencyMs: 500 }\n'

test('the report of a benchmark fits its published schema, which knows every field of it', async () => {
  const settings = { latency: { kind: 'fixed' as const, ms: 5 }, answer: 'one two three four' }
  const served = await servedBenchmark(
    { ollama: settings, openai: settings, compatible: { faults: { serverError: 1, mostPerTrial: null } } },
    { files: { 'a.scenario.yaml': SWEEP } },
  )
  const planned = planBenchmark({ scenarios: ['a.scenario.yaml'], folder: served.root }, served.config)
  const { report } = await runBenchmark({ config: served.config, env: KEYS, planned })
  const written = JSON.parse(JSON.stringify(report)) as BenchmarkReport
  expect(written.cells.some(({ figures }) => figures.serverTotalMs)).toBe(true)
  expect(written.cells.some(({ errors }) => errors.length > 0)).toBe(true)
  expect(written.sweeps.length).toBeGreaterThan(0)
  expect(written.comparisons.length).toBeGreaterThan(0)
  expect(benchmarkReportSchema.parse(written)).toEqual(written)
  const schema = JSON.parse(readFileSync(new URL('../../schemas/benchmark.schema.json', import.meta.url), 'utf8')) as object
  const fits = new Ajv2020({ strict: false }).compile(schema)
  expect([fits(written), fits.errors]).toEqual([true, null])
  expect(fits({ ...written, schema: 'other' })).toBe(false)
})

test('the schema and the types of a benchmark report are the same', () => {
  expectTypeOf<z.output<typeof benchmarkReportSchema>>().toEqualTypeOf<BenchmarkReport>()
})
