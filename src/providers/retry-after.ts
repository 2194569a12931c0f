import { serverNowMs } from './server-clock.ts'

/** No server makes a run wait longer than this for one attempt. */
const CAP_MS = 60_000
/** The three forms of a date in HTTP (RFC 9110, 5.6.7): IMF-fixdate, that of RFC 850, and that of asctime, which leaves out its zone. */
const DATED =
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** Between the values of a header that came more than once; no comma inside of a date follows a digit or `GMT`. */
const BETWEEN = /(?<=\d|GMT)\s*,\s*/

/** Delay that the server asks for: `retry-after-ms`, `Retry-After` in seconds or as an HTTP date; the longest where it says several, capped at 60 s, `undefined` if none. */
export function retryAfterMs(headers: Headers, nowMs: number = serverNowMs(headers)): number | undefined {
  const milliseconds = longest(headers.get('retry-after-ms'), positive)
  return milliseconds ?? longest(headers.get('retry-after'), (text) => delayIn(text, nowMs))
}

/** A gateway may add its own header to that of the server behind it. */
function longest(text: string | null, read: (one: string) => number | undefined): number | undefined {
  const found = (text ?? '').split(BETWEEN).flatMap((one) => read(one) ?? [])
  return found.length === 0 ? undefined : Math.min(CAP_MS, Math.max(...found))
}

function delayIn(text: string, nowMs: number): number | undefined {
  const seconds = positive(text)
  if (seconds !== undefined) return seconds * 1000
  const date = dateIn(text.trim())
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

/** `Date.parse` alone takes nearly anything for a date, `-5` for a month. */
function dateIn(text: string): number {
  if (DATED.test(text)) return Date.parse(text)
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
}

function positive(text: string): number | undefined {
  const trimmed = text.trim()
  return /^\d+(\.\d+)?$/.test(trimmed) ? Math.ceil(Number(trimmed)) : undefined
}
