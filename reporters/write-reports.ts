import path from 'node:path'
import { buildReport } from '../src/report/build-report.ts'
import type { FindBaseline } from '../src/schema/find-baseline.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import type { OutputFormat } from '../src/schema/output-format.ts'
import type { RecordStore, TrialDetail } from '../src/schema/record-store.ts'
import type { Report } from '../src/schema/report.ts'
import { shareRecords } from './share-records.ts'
import { outputFormats } from './output-formats.ts'
import { writeWhole } from './write-whole.ts'

export interface WriteReportsOptions {
  store: RecordStore
  /** Where the files go; it is made if need be. */
  folder: string
  /** Names of {@link outputFormats}. */
  formats: readonly string[]
  /** What gates against a baseline are held against. */
  baselines?: FindBaseline | undefined
}

export interface WrittenReports {
  report: Report
  files: { format: string; file: string }[]
}

/**
 * Builds the report and writes it in several formats, each streamed and put in place whole, all from one reading of the records. Throws
 * EvalError config for an unknown format, records that are not whole and a folder that cannot be written.
 */
export async function writeReports({ store, folder, formats, baselines }: WriteReportsOptions): Promise<WrittenReports> {
  const wanted = formats.map((name) => [name, formatNamed(name)] as const)
  const readers = wanted.filter(([, format]) => format.readsRecords)
  const [details, ...shared] = shareRecords<TrialDetail>(store.details(), readers.length + 1)
  const recordsOf = new Map(readers.map(([name], index) => [name, shared[index] as AsyncIterable<TrialDetail>]))
  const building = buildReport({ store, details: details as AsyncIterable<TrialDetail>, baselines })
  const writing = wanted.map(async ([name, format]) => {
    const file = path.join(folder, format.fileName)
    await writeWhole(file, format.write({ report: building, records: recordsOf.get(name) ?? nothing() }))
    return { format: name, file }
  })
  // Whoever is told of a fault finds no unfinished file.
  await Promise.allSettled([building, ...writing])
  const [report, files] = await Promise.all([building, Promise.all(writing)])
  return { report, files }
}

async function* nothing(): AsyncGenerator<never> {}

const formatNamed = (name: string): OutputFormat => {
  const format = Object.hasOwn(outputFormats, name) ? outputFormats[name as keyof typeof outputFormats] : undefined
  if (format !== undefined) return format
  throw new EvalError('config', `Found ${JSON.stringify(name)} as a format of the report`, {
    hint: `Expected one of ${Object.keys(outputFormats).join(', ')}.`,
  })
}
