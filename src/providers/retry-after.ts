import { serverNowMs } from './server-clock.ts'

/** No server makes a run wait longer than this for one attempt. */
const CAP_MS = 60_000
/** The three forms of a date in HTTP (RFC 9110, 5.6.7): IMF-fixdate, that of RFC 850, and that of asctime, which leaves out its zone. */
const DATED =
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$|^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/** Delay that the server asks for: `retry-after-ms`, `Retry-After` in seconds or as an HTTP date; capped at 60 s, `undefined` if none. */
export function retryAfterMs(headers: Headers, nowMs: number = serverNowMs(headers)): number | undefined {
  const milliseconds = positive(headers.get('retry-after-ms'))
  if (milliseconds !== undefined) return Math.min(CAP_MS, milliseconds)
  const text = headers.get('retry-after')
  const seconds = positive(text)
  if (seconds !== undefined) return Math.min(CAP_MS, seconds * 1000)
  const date = dateIn(text?.trim() ?? '')
  return Number.isNaN(date) ? undefined : Math.min(CAP_MS, Math.max(0, date - nowMs))
}

/** `Date.parse` alone takes nearly anything for a date, `-5` for a month. */
function dateIn(text: string): number {
  if (DATED.test(text)) return Date.parse(text)
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : Number.NaN
}

function positive(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(trimmed) ? Math.ceil(Number(trimmed)) : undefined
}
