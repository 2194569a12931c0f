import type { Json } from '../../schema/json.ts'

/** A value as a person would write it: texts as they are, the leaves of lists and objects joined by commas. */
export function plainText(value: Json): string {
  if (typeof value === 'string') return value
  if (value === null || typeof value !== 'object') return String(value)
  return (Array.isArray(value) ? value : Object.values(value)).map(plainText).join(', ')
}
