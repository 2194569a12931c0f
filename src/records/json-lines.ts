import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { EvalError } from '../schema/eval-error.ts'
import { lineSplitter } from './line-splitter.ts'
import type { Line } from './line-splitter.ts'

const CHUNK_BYTES = 1 << 20

/** A record of a `.jsonl` file and where it stands. */
export interface PlacedRecord<T> {
  record: T
  offset: number
  length: number
}

/**
 * The record of one line; `null` for a torn line (a crash, a full disk): it is left out and nothing else is lost.
 * Throws EvalError config for a whole record of another schema or version.
 */
export function parseRecord<T extends { schema: string }>(text: string, schema: T['schema'], file: string): T | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (found === schema) return value as T
  const name = schema.slice(0, schema.indexOf('@'))
  const sameKind = typeof found === 'string' && found.startsWith(`${name}@`)
  throw new EvalError(
    'config',
    `Found a record of schema ${JSON.stringify(found ?? null).slice(0, 80)}, expected ${JSON.stringify(schema)}`,
    {
      at: file,
      hint: sameKind
        ? 'The file was written by another version of taskbench: read it with that version, or start a new run.'
        : 'The file was not written by taskbench as what it is named: move it away, or start a new run.',
    },
  )
}

const placed = <T>(lines: Line[], parse: (line: Line) => T | null): PlacedRecord<T>[] =>
  lines.flatMap((line) => {
    const record = parse(line)
    return record === null ? [] : [{ record, offset: line.offset, length: line.length }]
  })

/** The records of a file in order, read in chunks; nothing if it is not there. */
export const readJsonLines = <T extends { schema: string }>(file: string, schema: T['schema']): AsyncGenerator<PlacedRecord<T>> =>
  readLines(file, ({ text }) => parseRecord<T>(text, schema, file))

/** As {@link readJsonLines}, of each line only what `head` finds without parsing it; where it finds nothing, the record. */
export const readLineHeads = <Head extends object, T extends Head & { schema: string }>(
  file: string,
  schema: T['schema'],
  head: (line: Line) => Head | null,
): AsyncGenerator<PlacedRecord<Head>> => readLines<Head>(file, (line) => head(line) ?? parseRecord<T>(line.text, schema, file))

async function* readLines<T>(file: string, parse: (line: Line) => T | null): AsyncGenerator<PlacedRecord<T>> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw readProblem(file, error)
  })
  if (handle === null) return
  try {
    const splitter = lineSplitter()
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null)
      yield* placed(bytesRead === 0 ? splitter.end() : splitter.push(chunk.subarray(0, bytesRead)), parse)
      if (bytesRead === 0) return
    }
  } finally {
    await handle.close()
  }
}

/** As {@link readJsonLines}, at once and blocking: for building an index when a file is opened. Devices have no past: nothing is read. */
export function scanJsonLines<T extends { schema: string }>(
  file: string,
  schema: T['schema'],
  each: (found: PlacedRecord<T>) => void,
): void {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw readProblem(file, error)
  }
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return
    const splitter = lineSplitter()
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, stats.size + 1))
    for (;;) {
      const bytesRead = readSync(descriptor, chunk, 0, chunk.length, null)
      const lines = bytesRead === 0 ? splitter.end() : splitter.push(chunk.subarray(0, bytesRead))
      placed(lines, ({ text }) => parseRecord<T>(text, schema, file)).forEach(each)
      if (bytesRead === 0) return
    }
  } catch (error) {
    throw EvalError.is(error) ? error : readProblem(file, error)
  } finally {
    closeSync(descriptor)
  }
}

const readProblem = (file: string, cause: unknown): EvalError =>
  new EvalError('config', `Could not read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
    at: file,
    hint: 'Check that it is a file and that you may read it.',
    cause,
  })
