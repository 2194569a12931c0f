/** Shortest secret that is replaced: shorter ones would eat ordinary words. */
const SHORTEST_SECRET = 6

/** The text with every secret (of at least 6 characters) replaced, longer ones first. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text)
}
