import type { CheckContext } from '../schema/check-kind.ts'
import type { Json } from '../schema/json.ts'
import { queryPath } from '../paths/query-path.ts'

/** Values at a path of the parsed answer; without a path, the root's items (or the root itself). `null`: the answer could not be read. */
export function selectedValues(path: string | undefined, { reading }: CheckContext): Json[] | null {
  if (reading.value === undefined) return null
  if (path === undefined) return Array.isArray(reading.value) ? reading.value : [reading.value]
  const values = queryPath(reading.value, path)
  // A path to one list means its items.
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? only : values
}

/** Why there is nothing to look at. */
export function unreadable({ reading }: CheckContext): string {
  return `the answer could not be read: ${reading.problem ?? 'nothing was found'}`
}
