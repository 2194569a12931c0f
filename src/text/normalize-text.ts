const OUTER_PUNCTUATION = /^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu
const SPACES = /\s+/gu

/** NFKC, case folded, trimmed, spaces collapsed, outer punctuation stripped (kept where there is nothing else). */
export function normalizeText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(SPACES, ' ').trim()
  // Signs of currency and number are part of a short value: only what encloses words goes.
  const stripped = plain.replace(OUTER_PUNCTUATION, '')
  return stripped === '' ? plain : stripped
}
