import { queryPath } from '../paths/query-path.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'

/**
 * The items of an answer or of gold: those at `pairing.items` (a path to one list means its elements), by default the elements of the root
 * list; a root that is not a list is one item. No value and null give none.
 */
export function itemsOf(value: Json | undefined, pairing: Pick<Pairing, 'items'> | null): Json[] {
  if (value === undefined || value === null) return []
  const found = pairing?.items === undefined ? [value] : queryPath(value, pairing.items)
  const [only] = found
  const items = found.length === 1 && Array.isArray(only) ? only : found
  return items.filter((item) => item !== null)
}
