// A number with an optional sign, thousands separators (three digits each), decimals and an exponent.
const NUMBER = /[-−+]?(?:\d{1,3}(?:[,'’\u00A0\u202F]\d{3})+(?![\d])|\d+)?(?:\.\d+)?(?:[eE][-+]?\d{1,3})?/g

/** Longest part of a text that is searched, from its end. */
const LONGEST_TAIL = 100_000

/** A text or number as a number: the last one in a text; `null` if there is none. */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const tail = value.slice(-LONGEST_TAIL)
  let last: string | null = null
  for (const match of tail.matchAll(NUMBER)) {
    if (!/\d/.test(match[0])) continue
    const before = tail[match.index - 1] ?? ''
    // A dash between two numbers or letters joins them: 3-4, GPT-4.
    last = /^[-−+]/.test(match[0]) && /[\p{L}\p{N})]/u.test(before) ? match[0].slice(1) : match[0]
  }
  if (last === null) return null
  const number = Number(last.replaceAll(/[,'’\u00A0\u202F]/g, '').replace('−', '-'))
  return Number.isFinite(number) ? number : null
}
