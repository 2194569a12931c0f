import { redact } from './redact.ts'

/** Words that stay as they are, whatever the secrets are: those that a format itself is written with. */
export interface KeptWords {
  /** Names of fields. */
  names: ReadonlySet<string>
  /** Whole texts. */
  values: ReadonlySet<string>
}

const NONE: KeptWords = { names: new Set(), values: new Set() }

/** The value with every secret replaced in all of its texts, names of fields too; the order of fields stays. */
export function redactJson<T>(value: T, secrets: readonly string[], kept: KeptWords = NONE): T {
  if (secrets.length === 0) return value
  return clean(value, secrets, kept) as T
}

function clean(value: unknown, secrets: readonly string[], kept: KeptWords): unknown {
  if (typeof value === 'string') return kept.values.has(value) ? value : redact(value, secrets)
  if (Array.isArray(value)) return value.map((item) => clean(item, secrets, kept))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [kept.names.has(name) ? name : redact(name, secrets), clean(field, secrets, kept)]),
  )
}
