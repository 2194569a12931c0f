import { hash } from 'node:crypto'

/** The first 32 hex digits of SHA-256 over a text. */
export function hashText(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 32)
}
