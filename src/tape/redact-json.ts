import { redact } from '../text/redact.ts'
import { tapeWords } from './tape-words.ts'

/**
 * The value with every secret replaced in all of its texts, names of fields too; the order of fields stays. What the format of a tape itself is written
 * with stays as it is, whatever the secrets are: a tape must be readable.
 */
export function redactJson<T>(value: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return value
  return clean(value, secrets) as T
}

function clean(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return tapeWords().values.has(value) ? value : redact(value, secrets)
  if (Array.isArray(value)) return value.map((item) => clean(item, secrets))
  if (typeof value !== 'object' || value === null) return value
  const { names } = tapeWords()
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [names.has(name) ? name : redact(name, secrets), clean(field, secrets)]),
  )
}
