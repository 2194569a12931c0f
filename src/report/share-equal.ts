type Fields = Readonly<Record<string, unknown>>

/**
 * Plain JSON, with what equals its part of `known` replaced by that: of things that are alike, equal parts are then held in memory once. Neither
 * of the two is changed.
 */
export function shareEqual<T>(found: T, known: unknown): T {
  if (isEqual(found, known)) return known as T
  if (!isContainer(found) || !isContainer(known)) return found
  if (Array.isArray(found)) return found.map((item, index) => shareEqual(item, known[index])) as T
  return Object.fromEntries(Object.keys(found).map((key) => [key, shareEqual(found[key], known[key])])) as T
}

const isContainer = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Are two values of plain JSON equal? */
export function isEqual(a: unknown, b: unknown): boolean {
  if (!isContainer(a) || !isContainer(b) || a === b) return a === b
  const keys = Object.keys(a)
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
}
