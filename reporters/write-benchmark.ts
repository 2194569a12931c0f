import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { writeProblem } from '../src/records/write-problem.ts'
import type { BenchmarkReport } from '../src/schema/benchmark-report.ts'
import { benchmarkFormats } from './benchmark-formats.ts'

/** Writes a benchmark's report in all formats, each put in place whole. Returns their files by format. Rejects with EvalError config where they cannot be. */
export async function writeBenchmark(report: BenchmarkReport, folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for (const [name, { fileName, write }] of Object.entries(benchmarkFormats)) {
    const file = path.join(folder, fileName)
    await writeWhole(file, await write(report))
    files[name] = file
  }
  return files
}

async function writeWhole(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(temporary, content, { mode: 0o600 })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw writeProblem(file, error)
  }
}
