import type { Json, JsonObject } from '../schema/json.ts'

const NESTED = new Set(['input', 'gold'])

/** What is wrong with the names of columns. */
export function columnProblems(columns: readonly string[]): string[] {
  const problems = new Set<string>()
  for (const [index, column] of columns.entries()) {
    if (column === '') problems.add(`column ${index + 1} has no name`)
    else if (columns.indexOf(column) !== index) problems.add(`two columns are named ${column}`)
    const holder = columns.find((other) => NESTED.has(column.split('.')[0] as string) && column.startsWith(`${other}.`))
    if (holder) problems.add(`the columns ${holder} and ${column} cannot stand together`)
    if (column.split('.').includes('__proto__')) problems.add(`the column ${column} is reserved`)
  }
  return [...problems]
}

/**
 * A row as an object: columns `input.x` and `gold.x` nest, `tags` is split at spaces, commas and semicolons. Cells are texts. Those of gold are
 * read as JSON where they are a number, true, false, null, a list or an object, because gold is compared by value; the column `gold` itself keeps
 * numbers that are written in another way (1.50, 007) as they are. An empty cell is no gold and no id, and `null` in a column `gold.x`.
 */
export function nestColumns(columns: readonly string[], row: readonly string[]): JsonObject {
  const object: JsonObject = {}
  for (const [index, column] of columns.entries()) {
    const cell = row[index] ?? ''
    const [first = '', ...rest] = column.split('.')
    if (NESTED.has(first) && rest.length > 0) define(object, [first, ...rest], first === 'gold' ? goldField(cell) : cell)
    else if (column === 'tags') object['tags'] = cell.split(/[\s,;]+/).filter((tag) => tag !== '')
    else if (cell !== '' || (column !== 'id' && column !== 'gold')) define(object, [column], column === 'gold' ? gold(cell) : cell)
  }
  return object
}

/** Defines an own property, whatever its name. */
function define(object: JsonObject, [key = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
    return
  }
  if (!Object.hasOwn(object, key)) define(object, [key], {})
  define(object[key] as JsonObject, rest, value)
}

function goldField(cell: string): Json {
  return cell === '' ? null : jsonOr(cell)
}

function gold(cell: string): Json {
  const value = jsonOr(cell)
  return typeof value === 'number' && String(value) !== cell ? cell : value
}

/** A cell as JSON, where that loses nothing; else as it is. */
function jsonOr(cell: string): Json {
  if (!/^(-?\d|true$|false$|null$|\[|\{)/.test(cell)) return cell
  try {
    const value = JSON.parse(cell) as Json
    return typeof value === 'number' && !keepsDigits(value, cell) ? cell : value
  } catch {
    return cell
  }
}

/** More digits than a number holds would be lost. */
function keepsDigits(value: number, cell: string): boolean {
  return Number.isFinite(value) && (Number.isSafeInteger(value) || cell.replaceAll(/\D/g, '').length <= 15)
}
