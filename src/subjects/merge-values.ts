import { isEmpty } from '../metrics/value-text.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { itemLists } from './item-lists.ts'
import { UnitedItems } from './united-items.ts'

export interface Merging {
  merge: 'union' | 'concatenate'
  /** How the task pairs items; lists that it does not speak of are united by whole items. */
  pairing: Pairing | null
}

const WHOLE_ITEMS: Pairing = { by: 'normalized' }

/**
 * What the parts of an answer say, as one value. Lists are united or put one behind the other, objects merged field by field, texts joined by an
 * empty line; of other values the last one that is not empty stays.
 */
export async function mergeValues(values: readonly Json[], merging: Merging): Promise<Json> {
  if (values.every((value) => typeof value === 'string')) return values.filter((text) => text !== '').join('\n\n')
  const paired = new Set<Json>(values.flatMap((value) => itemLists(value, merging.pairing)))
  return mergeAll(values, merging, paired)
}

async function mergeAll(values: readonly Json[], merging: Merging, paired: ReadonlySet<Json>): Promise<Json> {
  const filled = values.filter((value) => !isEmpty(value))
  const last = filled.at(-1) ?? values.find((value) => value !== null) ?? null
  if (Array.isArray(last)) return mergeLists(filled.filter(Array.isArray), merging, paired)
  if (!isObject(last)) return last
  const fields = new Map<string, Json[]>()
  for (const [key, value] of filled.filter(isObject).flatMap((each) => Object.entries(each))) {
    const given = fields.get(key)
    if (given) given.push(value)
    else fields.set(key, [value])
  }
  const merged: [string, Json][] = []
  for (const [key, given] of fields) merged.push([key, await mergeAll(given, merging, paired)])
  return Object.fromEntries(merged)
}

async function mergeLists(lists: readonly Json[][], { merge, pairing }: Merging, paired: ReadonlySet<Json>): Promise<Json[]> {
  if (merge === 'concatenate' || lists.length < 2) return lists.flat()
  const united = new UnitedItems(lists.some((list) => paired.has(list)) ? (pairing ?? WHOLE_ITEMS) : WHOLE_ITEMS)
  for (const list of lists) await united.add(list)
  return united.items
}

const isObject = (value: Json): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value)
