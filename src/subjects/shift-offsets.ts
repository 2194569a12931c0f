import type { Chunking } from '../schema/chunking.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { itemLists } from './item-lists.ts'

const WHOLE_NUMBER = /^-?\d{1,15}$/

/**
 * Adds to the named fields of a value's items (of the value itself, where it is one item), in place: to whole numbers, to texts that are one,
 * and to those in a list. Anything else stays as it is.
 */
export function shiftOffsets(value: Json, fields: NonNullable<Chunking['offsets']>['fields'], by: number, pairing: Pairing | null): void {
  if (by === 0) return
  const lists = itemLists(value, pairing)
  for (const item of lists.length > 0 ? lists.flat() : [value]) {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) continue
    for (const field of fields) if (Object.hasOwn(item, field)) shiftField(item, field, by)
  }
}

function shiftField(item: JsonObject, field: string, by: number): void {
  const value = item[field] as Json
  item[field] = Array.isArray(value) ? value.map((each) => shifted(each, by)) : shifted(value, by)
}

function shifted(value: Json, by: number): Json {
  if (typeof value === 'number') return Number.isInteger(value) ? value + by : value
  return typeof value === 'string' && WHOLE_NUMBER.test(value.trim()) ? String(Number(value) + by) : value
}
