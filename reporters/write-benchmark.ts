import path from 'node:path'
import type { BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { benchmarkFormats } from './benchmark-formats.ts'
import { writeWhole } from './write-whole.ts'

/** Writes a benchmark's report in all formats, each put in place whole. Returns their files by format. Rejects with EvalError config where they cannot be. */
export async function writeBenchmark(report: BenchmarkReport, folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const [name, { fileName, write }] of Object.entries(benchmarkFormats)) {
    const file = path.join(folder, fileName)
    await writeWhole(file, chunksOf(write(report)))
    files[name] = file
  }
  return files
}

async function* chunksOf(content: string | AsyncIterable<string>): AsyncGenerator<string> {
  if (typeof content === 'string') yield content
  else yield* content
}
