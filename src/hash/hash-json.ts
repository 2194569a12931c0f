import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** The first 32 hex digits of SHA-256 over the canonical JSON of `value`. */
export function hashJson(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32)
}
