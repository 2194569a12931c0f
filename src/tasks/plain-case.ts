/**
 * Is this certainly a case as the schema wants it: own fields of their types, everything else plain JSON? Most cases are, and seeing it costs a
 * tenth of parsing them; what is not seen to be one is for the schema to judge.
 */
export function isPlainCase(value: unknown): boolean {
  if (!isPlainObject(value)) return false
  const { id, input, gold, tags, checks, ...others } = value
  if (id !== undefined && !(typeof id === 'number' && Number.isFinite(id)) && !(typeof id === 'string' && id !== '')) return false
  if (input !== undefined && !isPlainObject(input)) return false
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === 'string'))) return false
  if (checks !== undefined && !Array.isArray(checks)) return false
  return (input === undefined || isJson(input)) && (gold === undefined || isJson(gold)) && isJson(others)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** Nesting is bounded before. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isJson)
  if (!isPlainObject(value)) return false
  for (const key in value) if (!isJson(value[key])) return false
  return true
}
