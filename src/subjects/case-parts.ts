import { hashJson } from '../hash/hash-json.ts'
import type { Case } from '../schema/case.ts'
import type { Chunking } from '../schema/chunking.ts'
import type { Json } from '../schema/json.ts'
import type { Pairing } from '../schema/task.ts'
import { inputAt } from '../tasks/render-messages.ts'
import type { InputPart } from './input-parts.ts'
import { itemLists } from './item-lists.ts'
import { itemPlaces } from './item-places.ts'
import { shiftOffsets } from './shift-offsets.ts'
import type { CasePart } from './trial-calls.ts'

/**
 * The parts of a case as cases of their own, for providers that answer from gold: of gold's items each part has those that lie in its chunk (see
 * `itemPlaces`), with offsets counted from there; gold without items is every part's.
 */
export function caseParts(subject: Case, parts: readonly InputPart[], chunking: Chunking, pairing: Pairing | null): CasePart[] {
  const { gold, caseHash } = subject
  const text = String(inputAt(subject.input, chunking.input))
  const lists = gold === undefined ? [] : itemLists(gold, pairing)
  const places = new Map(lists.map((list) => [list, itemPlaces(list, text, parts, chunking.offsets)]))
  return parts.map(({ input, chunk, start }) => {
    const lying = new Map<Json, Json[]>()
    for (const [list, at] of places) lying.set(list, structuredClone(list.filter((_, index) => isIn(at[index] ?? 0, chunk))))
    const own = gold === undefined ? undefined : withLists(gold, lying)
    if (own !== undefined && chunking.offsets) shiftOffsets(own, chunking.offsets.fields, -start, pairing)
    return { input, gold: own, caseHash: hashJson([caseHash, chunk.index, own]) }
  })
}

const isIn = (place: number, { from, to }: { from: number; to: number }): boolean => place >= from && place < to

function withLists(value: Json, lists: ReadonlyMap<Json, Json[]>): Json {
  const list = lists.get(value)
  if (list) return list
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((each) => withLists(each, lists))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withLists(each, lists)]))
}
