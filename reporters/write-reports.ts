import path from 'node:path'
import { buildReport } from '../src/report/build-report.ts'
import type { ReportRecords } from '../src/report/build-report.ts'
import type { FindBaseline } from '../src/schema/find-baseline.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import type { OutputFormat } from '../src/schema/output-format.ts'
import type { EarlyReading, RecordStore, TrialDetail } from '../src/schema/record-store.ts'
import type { Report } from '../src/schema/report.ts'
import { heldChunks } from './held-chunks.ts'
import { shareRecords } from './share-records.ts'
import { outputFormats } from './output-formats.ts'
import { writeWhole } from './write-whole.ts'

/** Records that are made into reports at a time while the run goes on: the process has others to serve. */
const EARLY_BATCH = 32

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

/** Reports whose records are read already. */
export interface StartedReports {
  reading: EarlyReading
  /** Writes them, when reading has ended whole. */
  finish(folder: string, baselines: FindBaseline | undefined): Promise<WrittenReports>
}

/**
 * Builds the report and writes it in several formats, each streamed and put in place whole, all from one reading of the records. Throws
 * EvalError config for an unknown format, records that are not whole and a folder that cannot be written.
 */
export async function writeReports({ store, folder, formats, baselines }: WriteReportsOptions): Promise<WrittenReports> {
  const wanted = formats.map((name) => [name, formatNamed(name)] as const)
  return produce({ store, wanted, details: store.details(), folder: Promise.resolve(folder), baselines })
}

/** Begins the same with a run that goes on: what is made of its records is held in memory until it has ended. */
export function startReports({ store, reading, formats }: StartReportsOptions): StartedReports {
  const wanted = formats.map((name) => [name, formatNamed(name)] as const)
  const ended = Promise.withResolvers<{ folder: string; baselines: FindBaseline | undefined }>()
  const folder = ended.promise.then((end) => end.folder)
  const baselines = ended.promise.then((end) => end.baselines)
  const written = produce({ store, wanted, details: reading, isEarly: true, folder, baselines })
  // Where reading ends with an error, nobody asks for what was begun.
  written.catch(() => {})
  const finish: StartedReports['finish'] = (where, against) => {
    ended.resolve({ folder: where, baselines: against })
    return written
  }
  return { reading, finish }
}

interface StartReportsOptions {
  store: RecordStore
  reading: EarlyReading
  formats: readonly string[]
}

interface Production extends Pick<ReportRecords, 'store' | 'baselines' | 'isEarly'> {
  wanted: readonly (readonly [string, OutputFormat])[]
  details: AsyncIterable<TrialDetail>
  folder: Promise<string>
}

async function produce({ store, wanted, details: read, isEarly = false, folder, baselines }: Production): Promise<WrittenReports> {
  const readers = wanted.filter(([, format]) => format.readsRecords)
  const [details, ...shared] = shareRecords<TrialDetail>(read, readers.length + 1, isEarly ? EARLY_BATCH : undefined)
  const recordsOf = new Map(readers.map(([name], index) => [name, shared[index] as AsyncIterable<TrialDetail>]))
  const building = buildReport({ store, details: details as AsyncIterable<TrialDetail>, isEarly, baselines })
  const writing = wanted.map(async ([name, format]) => {
    const chunks = format.write({ report: building, records: recordsOf.get(name) ?? nothing() })
    const ready = isEarly ? heldChunks(chunks) : chunks
    // Where reading has failed there is nothing to wait for, and nothing is held.
    const file = path.join(await Promise.race([folder, building.then(() => folder)]), format.fileName)
    await writeWhole(file, ready)
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
