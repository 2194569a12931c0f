import { canonicalJson } from './canonical-json.ts'
import { hashText } from './hash-text.ts'

/** The first 32 hex digits of SHA-256 over the canonical JSON of `value`. */
export function hashJson(value: unknown): string {
  return hashText(canonicalJson(value))
}
