import { queryPath } from '../paths/query-path.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'

/** The lists in a value that hold the items which a task pairs: those at `pairing.items`, by default the root where it is a list. */
export function itemLists(value: Json, pairing: Pick<Pairing, 'items'> | null): Json[][] {
  // A path to the items themselves means the list that they are in.
  const path = pairing?.items?.replace(/(?:\[\*\]|\.\*)$/, '')
  const found = path === undefined ? [value] : queryPath(value, path)
  return found.filter((list) => Array.isArray(list))
}
