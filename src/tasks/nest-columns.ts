import type { Json, JsonObject } from '../schema/json.ts'

const NESTED = new Set(['input', 'gold'])

/**
 * A row as an object: columns `input.x` and `gold.x` nest, `tags` is split at spaces and commas. Cells are texts; those of gold are read as
 * JSON where they are a number, true, false, null, a list or an object, because gold is compared by value.
 */
export function nestColumns(header: readonly string[], row: readonly string[]): JsonObject {
  const object: JsonObject = {}
  for (const [index, name] of header.entries()) {
    const column = name.trim()
    const cell = row[index] ?? ''
    const [first = '', ...rest] = column.split('.')
    if (NESTED.has(first) && rest.length > 0) {
      const inner = (object[first] ??= {}) as JsonObject
      define(inner, rest.join('.'), first === 'gold' ? jsonOr(cell) : cell)
    } else if (column === 'tags')
      define(
        object,
        column,
        cell.split(/[\s,;]+/).filter((tag) => tag !== ''),
      )
    else if (column === 'id' && cell === '') continue
    else define(object, column, column === 'gold' ? jsonOr(cell) : cell)
  }
  return object
}

/** Defines an own property, whatever its name. */
function define(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}

function jsonOr(cell: string): Json {
  if (!/^(-?\d|true$|false$|null$|\[|\{)/.test(cell)) return cell
  try {
    return JSON.parse(cell) as Json
  } catch {
    return cell
  }
}
