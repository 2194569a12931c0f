/** Deepest nesting of a case's data. */
const DEEPEST = 200

/** What makes a case's data unfit to be kept and hashed: a key that would change a prototype, or bottomless nesting; `null`: nothing. */
export function dataProblem(value: unknown): { path: PropertyKey[]; message: string; hint?: string } | null {
  const open: { value: unknown; path: Path | null; depth: number }[] = [{ value, path: null, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.value === null || typeof next.value !== 'object') continue
    if (next.depth >= DEEPEST) return { path: pathOf(next.path).slice(0, 1), message: `its data is nested deeper than ${DEEPEST} levels` }
    for (const key of Object.keys(next.value)) {
      const path = { key: Array.isArray(next.value) ? Number(key) : key, above: next.path }
      if (key === '__proto__') return { path: pathOf(path), message: `found the key ${key}, which is reserved`, hint: 'use another name' }
      const inner = (next.value as Record<string, unknown>)[key]
      if (inner !== null && typeof inner === 'object') open.push({ value: inner, path, depth: next.depth + 1 })
    }
  }
  return null
}

interface Path {
  key: PropertyKey
  above: Path | null
}

function pathOf(path: Path | null): PropertyKey[] {
  const keys: PropertyKey[] = []
  for (let at = path; at; at = at.above) keys.unshift(at.key)
  return keys
}
