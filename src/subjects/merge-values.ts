import { pairByKeys } from '../metrics/pair-by-keys.ts'
import { isEmpty } from '../metrics/value-text.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { itemLists } from './item-lists.ts'

export interface Merging {
  merge: 'union' | 'concatenate'
  /** How the task pairs items; lists that it does not speak of are united by whole items. */
  pairing: Pairing | null
}

const WHOLE_ITEMS: Pairing = { by: 'normalized' }
/** Most comparisons of items with similar keys; beyond, only equal ones are joined. */
const MOST_COMPARED = 2_000_000

/**
 * What the parts of an answer say, as one value. Lists are united or put one behind the other, objects merged field by field, texts joined by an
 * empty line; of other values the last one that is not empty stays. United, two items of different parts that the task's pairing takes for
 * the same are one: the earlier stays in its place, and takes from the later the fields that it leaves empty. Values of the wrong type are
 * the caller's to keep away.
 */
export async function mergeValues(values: readonly Json[], merging: Merging): Promise<Json> {
  if (values.every((value) => typeof value === 'string')) return values.filter((text) => text !== '').join('\n\n')
  const paired = new Set<readonly Json[]>(values.flatMap((value) => itemLists(value, merging.pairing)))
  const pairingOf = (list: readonly Json[]) => (paired.has(list) ? merging.pairing : null) ?? WHOLE_ITEMS
  const state: State = { merge: merging.merge, pairingOf, compared: 0 }
  let merged: Json = null
  for (const value of values) merged = await mergeTwo(merged, value, state)
  return merged
}

interface State {
  merge: Merging['merge']
  pairingOf(list: readonly Json[]): Pairing
  compared: number
}

async function mergeTwo(kept: Json, more: Json, state: State): Promise<Json> {
  if (kept === null) return more
  if (isEmpty(more)) return kept
  if (isEmpty(kept)) return more
  if (Array.isArray(kept) && Array.isArray(more)) return state.merge === 'union' ? unite(kept, more, state) : [...kept, ...more]
  if (isObject(kept) && isObject(more)) return mergeObjects(kept, more, state)
  return more
}

async function mergeObjects(kept: JsonObject, more: JsonObject, state: State): Promise<JsonObject> {
  const fields = new Map(Object.entries(kept))
  for (const [key, value] of Object.entries(more)) fields.set(key, await mergeTwo(fields.get(key) ?? null, value, state))
  return Object.fromEntries(fields)
}

async function unite(kept: readonly Json[], more: readonly Json[], state: State): Promise<Json[]> {
  state.compared += kept.length * more.length
  const pairing = state.pairingOf(more)
  const within = state.compared <= MOST_COMPARED || pairing.by === 'exact'
  const { pairs } = await pairByKeys(more, kept, within ? pairing : { ...pairing, by: 'normalized', threshold: undefined })
  const united = [...kept]
  const joined = new Set<number>()
  for (const { row, column } of pairs) {
    joined.add(row)
    united[column] = filled(united[column] as Json, more[row] as Json)
  }
  return [...united, ...more.filter((_, row) => !joined.has(row))]
}

/** An item with what it leaves empty taken from another. */
function filled(item: Json, other: Json): Json {
  if (!isObject(item) || !isObject(other)) return item
  const missing = Object.entries(other).filter(([key]) => isEmpty(Object.hasOwn(item, key) ? item[key] : undefined))
  return { ...item, ...Object.fromEntries(missing) }
}

const isObject = (value: Json): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
