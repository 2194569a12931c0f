const THOUSANDS = /[,'’\u00A0\u202F]/g
// A sign, a currency sign, digits with thousands separators (three digits each), decimals, an exponent.
const NUMBER = new RegExp(
  String.raw`(?<sign>[-−+]?)(?<currency>\p{Sc}?)(?<inner>[-−]?)(?<digits>(?:\d{1,3}(?:[,'’\u00A0\u202F]\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+)(?<exponent>(?:[eE][-+]?\d{1,3})?)`,
  'gu',
)

/** Longest stretch before the last digit in which its number may begin. */
const LONGEST_NUMBER = 400

/**
 * A text or number as a number: the last one in a text; `null` if there is none. Thousands separators (comma, apostrophe, narrow spaces), a
 * currency sign, a trailing point, decimals with a point and an exponent are read; `50 %` is 50. A comma that separates other than three digits
 * begins another number.
 */
export function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const end = lastDigit(value) + 1
  if (end === 0) return null
  const stretch = value.slice(Math.max(0, end - LONGEST_NUMBER), end)
  let last: RegExpExecArray | null = null
  for (const match of stretch.matchAll(NUMBER)) last = match
  if (last?.groups === undefined) return null
  const { sign, inner, digits, exponent } = last.groups as Record<'sign' | 'inner' | 'digits' | 'exponent', string>
  const negative = inner !== '' || (/[-−]/.test(sign) && !joins(stretch, last.index))
  const number = Number(digits.replaceAll(THOUSANDS, '') + exponent)
  if (!Number.isFinite(number)) return null
  return negative ? -number : number
}

/** A dash behind a letter, a digit or a closing bracket joins two words: 3-4, GPT-4. */
function joins(text: string, at: number): boolean {
  return /[\p{L}\p{N})\]]$/u.test(text.slice(Math.max(0, at - 2), at))
}

function lastDigit(text: string): number {
  for (let index = text.length - 1; index >= 0; index--) {
    const code = text.charCodeAt(index)
    if (code >= 0x30 && code <= 0x39) return index
  }
  return -1
}
