/** The text with every secret (of at least 6 characters) replaced. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= 6).reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text)
}
