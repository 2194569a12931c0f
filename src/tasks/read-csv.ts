import { createRequire } from 'node:module'
import type { parse } from 'csv-parse/sync'
import { faultsError } from '../config/faults-error.ts'
import type { Fault, Place } from '../schema/fault.ts'
import { columnProblems, nestColumns } from './nest-columns.ts'
import type { RawCase } from './raw-case.ts'

const require = createRequire(import.meta.url)

interface Row {
  record: string[]
  /** `lines`: of the file, up to the row's end. */
  info: { lines: number }
}

/** Cases of a CSV file: one per row, named by the header; line ends in cells become line feeds, whatever git made of them. Throws EvalError config with every row that has more or fewer cells. */
export function readCsv(text: string, file: string): RawCase[] {
  const at = (line: number): Place => ({ file, line, column: 1 })
  const [header, ...rows] = parseRows(text, at)
  if (!header) return []
  const columns = header.record.map((name) => name.trim())
  const width = columns.length
  const faults: Fault[] = columnProblems(columns).map((message) => ({ place: at(lineOf(header)), message }))
  for (const row of rows) {
    if (row.record.length === width) continue
    const cells = row.record.length === 1 ? '1 cell' : `${row.record.length} cells`
    faults.push({ place: at(lineOf(row)), message: `the row has ${cells}, expected ${width}`, hint: `columns: ${columns.join(', ')}` })
  }
  if (faults.length > 0) throw faultsError(faults)
  return rows.map((row) => ({ value: nestColumns(columns, row.record), place: at(lineOf(row)) }))
}

function parseRows(text: string, at: (line: number) => Place): Row[] {
  // Loaded with the first CSV file: most projects have none.
  const library = require('csv-parse/sync') as { parse: typeof parse }
  try {
    return library.parse(text.replaceAll('\r\n', '\n'), {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Row[]
  } catch (error) {
    throw faultsError([{ place: at((error as { lines?: number }).lines ?? 1), message: `the CSV is broken: ${(error as Error).message}` }])
  }
}

/** The row's first line: cells in quotes may hold line ends. */
function lineOf({ record, info }: Row): number {
  const inside = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)
  return Math.max(1, info.lines - inside)
}
