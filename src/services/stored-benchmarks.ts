import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { BenchmarkAnalysis } from '../benchmark/benchmark-analysis.ts'
import type { SampleLine } from '../benchmark/sample-line.ts'
import { readJsonLines } from '../records/json-lines.ts'
import type { BenchmarkReport } from '../schema/benchmark-report.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { BENCHMARKS_FOLDER } from './run-benchmark.ts'

/** Ids of the benchmark runs under a folder of results that have a report, newest first. */
export async function listBenchmarks(resultsFolder: string): Promise<string[]> {
  const entries = await readdir(path.join(resultsFolder, BENCHMARKS_FOLDER), { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return names.sort().reverse()
}

/** The profiles of a stored run, computed from its samples. Rejects with EvalError config where its report or samples are missing or of another version. */
export async function profilesOfBenchmark(resultsFolder: string, runId: string): Promise<BenchmarkProfile[]> {
  const folder = path.join(resultsFolder, BENCHMARKS_FOLDER, runId)
  const report = await reportIn(folder)
  const analysis = new BenchmarkAnalysis()
  for await (const { record } of readJsonLines<SampleLine>(path.join(folder, 'samples.jsonl'), 'taskbench/sample@1'))
    analysis.onSample({ ...record, gapsMs: new Float64Array(0), gapTokens: null })
  return analysis.profiles(report)
}

async function reportIn(folder: string): Promise<BenchmarkReport> {
  const file = path.join(folder, 'report.json')
  let found: unknown
  try {
    found = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new EvalError('config', `Could not read the report of a benchmark: ${error instanceof Error ? error.message : String(error)}`, {
      at: file,
      hint: 'A run that ended early has none; measure again with taskbench bench run.',
      cause: error,
    })
  }
  const schema = typeof found === 'object' && found !== null && 'schema' in found ? found.schema : null
  if (schema === 'taskbench/benchmark@1') return found as BenchmarkReport
  throw new EvalError('config', `Found a report of schema ${JSON.stringify(schema).slice(0, 80)}, expected "taskbench/benchmark@1"`, {
    at: file,
    hint: 'The file was not written by taskbench bench, or by another version of it.',
  })
}
