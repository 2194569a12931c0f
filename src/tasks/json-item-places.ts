import type { Place } from '../schema/fault.ts'

/** Places of the items of a legal JSON array, in order. */
export function jsonItemPlaces(text: string, file: string): Place[] {
  const places: Place[] = []
  let line = 1
  let lineStart = 0
  let depth = 0
  let expected = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\n') {
      line++
      lineStart = at + 1
    }
    if (character.trim() === '') continue
    if (character === ']' || character === '}') depth--
    else if (depth === 1 && character === ',') expected = true
    else {
      if (depth === 1 && expected) places.push({ file, line, column: at - lineStart + 1 })
      if (depth === 1) expected = false
      if (depth === 0) expected = true
      if (character === '[' || character === '{') depth++
      else if (character === '"') at = endOfString(text, at)
    }
  }
  return places
}

/** Index of the closing quote. Strings of JSON hold no bare line ends. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"' && at < text.length) at += text[at] === '\\' ? 2 : 1
  return at
}

/** Place of a character of a text. */
export function placeAt(text: string, offset: number, file: string): Place {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
