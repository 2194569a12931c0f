import { extname } from 'node:path'
import { createRequire } from 'node:module'
import type { parse } from 'csv-parse/sync'
import { parseYaml, readText } from '../config/read-yaml.ts'
import { faultsError } from '../config/faults-error.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import { shorten } from '../text/shorten.ts'
import { nestColumns } from './nest-columns.ts'
import type { RawCase } from './raw-case.ts'

const require = createRequire(import.meta.url)

/** Reads all cases of a file by its ending. Throws EvalError config with every fault of the file. */
export function readCaseFile(file: string): RawCase[] {
  const read = READERS[extname(file).toLowerCase()]
  if (!read)
    throw new EvalError('config', `${file}: cases cannot be read from this kind of file`, {
      hint: `legal: ${Object.keys(READERS).join(', ')}`,
    })
  return read(readText(file), file)
}

const READERS: Record<string, (text: string, file: string) => RawCase[]> = {
  '.jsonl': readJsonLines,
  '.ndjson': readJsonLines,
  '.json': readList,
  '.yaml': readList,
  '.yml': readList,
  '.csv': readCsv,
}

function readJsonLines(text: string, file: string): RawCase[] {
  const faults: Fault[] = []
  const cases: RawCase[] = []
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const place = { file, line: index + 1, column: 1 }
    try {
      cases.push({ value: JSON.parse(line) as unknown, place })
    } catch (error) {
      const column = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0) + 1
      faults.push({ place: { ...place, column }, message: `the line is not JSON: ${shorten(line, 60)}` })
    }
  }
  if (faults.length > 0) throw faultsError(faults)
  return cases
}

function readList(text: string, file: string): RawCase[] {
  const yaml = parseYaml(text, file)
  if (!Array.isArray(yaml.value)) throw faultsError([{ place: yaml.placeOf([]), message: 'expected a list of cases' }])
  return yaml.value.map((value: unknown, index) => ({ value, place: yaml.placeOf([index]) }))
}

function readCsv(text: string, file: string): RawCase[] {
  const faults: Fault[] = []
  const library = require('csv-parse/sync') as { parse: typeof parse }
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = library.parse(text, { info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as typeof records
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1
    throw faultsError([{ place: { file, line, column: 1 }, message: `the CSV is broken: ${(error as Error).message}` }])
  }
  const [header, ...rows] = records
  if (!header) return []
  const cases = rows.map(({ record, info }) => {
    const place: Place = { file, line: info.lines, column: 1 }
    if (record.length !== header.record.length) {
      faults.push({
        place,
        message: `the row has ${record.length} cells, expected ${header.record.length}`,
        hint: `columns: ${header.record.join(', ')}`,
      })
    }
    return { value: nestColumns(header.record, record), place }
  })
  if (faults.length > 0) throw faultsError(faults)
  return cases
}
