import { redact } from './redact.ts'

/** The value with every secret replaced in all of its texts, names of fields too; the order of fields stays. */
export function redactJson<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value
  return clean(value, secrets) as T
}

function clean(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, secrets)
  if (Array.isArray(value)) return value.map((item) => clean(item, secrets))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [redact(key, secrets), clean(field, secrets)]))
}
