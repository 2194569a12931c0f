/** Shorter quotations say nothing. */
const LEAST_LENGTH = 2
const LONGEST_QUOTE = 4_000

/** Does a text stand in the material, whatever its white space, capitals, kinds of quotation marks, and what was left out at “…”? */
export function quotes(source: string, material: string): boolean {
  if (source.length > LONGEST_QUOTE) return false
  const whole = plain(material)
  const parts = plain(source)
    .split(/…|\.{3}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  let from = 0
  for (const part of parts) {
    const at = whole.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return parts.some((part) => part.length >= LEAST_LENGTH)
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[“”„‟«»"`´‘’‚‛']/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
