import type { Chunking } from '../schema/chunking.ts'
import type { Json } from '../schema/json.ts'
import type { InputPart } from './input-parts.ts'

/** Shorter texts stand anywhere. */
const SHORTEST_TEXT = 3
/** Most characters that are searched for all items: what comes later lies where the item before it does. */
const MOST_SEARCHED = 2_000_000_000

/**
 * Where the items of gold lie in the text that they were taken from (UTF-16 units): in the chunk that their offset names, where the task has
 * offsets; else at the first of their texts that stands there exactly once, else at the first that stands there at all; else where the item
 * before lies.
 */
export function itemPlaces(items: readonly Json[], text: string, parts: readonly InputPart[], offsets: Chunking['offsets']): number[] {
  let searched = 0
  let place = 0
  return items.map((item) => {
    const named = offsets && placeByOffset(item, parts, offsets)
    if (named !== null) return (place = named)
    const texts = searched > MOST_SEARCHED ? [] : textsOf(item)
    searched += texts.length * text.length
    return (place = placeByText(texts, text) ?? place)
  })
}

function placeByOffset(item: Json, parts: readonly InputPart[], { fields, add }: NonNullable<Chunking['offsets']>): number | null {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null
  const offset = fields.map((field) => [item[field]].flat()[0]).find((value) => typeof value === 'number')
  if (offset === undefined) return null
  // Lines are counted from 1, characters from 0.
  const before = add === 'lines' ? offset - 1 : offset
  const part = parts.findLast(({ start }) => start <= before)
  if (!part) return null
  const { from, to, text } = part.chunk
  const within = add === 'lines' ? lineStart(text, before - part.start) : before - part.start
  return Math.min(from + within, to - 1)
}

/** Where a text's line begins; its end where it has fewer. */
function lineStart(text: string, line: number): number {
  let left = line
  for (const { 0: end, index } of left > 0 ? text.matchAll(/\r\n|\n|\r/g) : []) if (--left === 0) return index + end.length
  return line === 0 ? 0 : text.length
}

function placeByText(texts: readonly string[], text: string): number | null {
  const found = texts.map((each) => text.indexOf(each))
  const once = found.findIndex((at, index) => at >= 0 && !text.includes(texts[index] as string, at + 1))
  return found[once] ?? found.find((at) => at >= 0) ?? null
}

/** The texts and numbers of an item, in their order. */
function textsOf(value: Json): string[] {
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsOf)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)].filter(({ length }) => length >= SHORTEST_TEXT) : []
}
