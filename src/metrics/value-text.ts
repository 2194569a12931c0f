import { canonicalJson } from '../hash/canonical-json.ts'
import type { Json } from '../schema/json.ts'
import { normalizeText } from '../text/normalize-text.ts'

/** Deeper values are not read: whoever nests answers without end is not given the stack. */
const DEPTH = 200

/** Does a value nest deeper than 200 levels? */
export function isTooDeep(value: Json): boolean {
  if (value === null || typeof value !== 'object') return false
  let level: Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH) return true
    level = level.flatMap((each) => (each !== null && typeof each === 'object' ? Object.values(each) : []))
  }
  return false
}

/** Is there no value: absent, null, blank text, an empty list or object? */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** A number, or text that is one; `null` for anything else. */
export function numberIn(value: Json | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(value)) return null
  return Number(value)
}

/** The text by which a value is compared: as it is for `exact`, else numbers as numbers and text normalised, whatever the type. */
export function valueText(value: Json | undefined, by: 'exact' | 'normalized'): string {
  if (value === undefined || value === null) return ''
  return by === 'exact' ? exactText(value) : normalizedText(value)
}

const exactText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value))

function normalizedText(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return canonicalJson(value.map(normalizedText))
  if (typeof value === 'object') {
    const fields = Object.entries(value).map(([key, field]) => [key, normalizedText(field)])
    return canonicalJson(fields.filter(([, text]) => text !== '').sort(([a = ''], [b = '']) => (a < b ? -1 : 1)))
  }
  const number = numberIn(value)
  return number === null ? normalizeText(String(value)) : String(number + 0)
}
