import { redact } from './redact.ts'

/** Shortest beginning of a secret that is replaced: vendors themselves show as much. */
const SHORTEST_BEGINNING = 6

/** A text that may have been cut off anywhere, with every secret replaced, at its end also one of which only the beginning is there. */
export function redactCut(text: string, secrets: readonly string[]): string {
  const cut = Math.max(0, ...secrets.map((secret) => beginningAtEnd(text, secret)))
  return cut === 0 ? redact(text, secrets) : `${redact(text.slice(0, -cut), secrets)}[redacted]`
}

function beginningAtEnd(text: string, secret: string): number {
  for (let length = secret.length - 1; length >= SHORTEST_BEGINNING; length--) if (text.endsWith(secret.slice(0, length))) return length
  return 0
}
