import type { CheckContext } from '../schema/check-kind.ts'
import type { Json } from '../schema/json.ts'
import { queryPath, selectsOne } from '../paths/query-path.ts'

/**
 * Values at a path of the parsed answer; without a path, the root's items (or the root itself). A path to one list means its items.
 * `null`: the answer could not be read.
 */
export function selectedItems(path: string | undefined, { reading }: CheckContext): Json[] | null {
  if (reading.value === undefined) return null
  const values = path === undefined ? [reading.value] : queryPath(reading.value, path)
  const [only] = values
  return Array.isArray(only) && (path === undefined || selectsOne(path)) ? only : values
}

/** The values at a path of the parsed answer; without a path, the whole of it. `null`: the answer could not be read. */
export function selectedValues(path: string | undefined, { reading }: CheckContext): Json[] | null {
  if (reading.value === undefined) return null
  return path === undefined ? [reading.value] : queryPath(reading.value, path)
}
