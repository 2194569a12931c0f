import { serverNowMs } from './server-clock.ts'

/** No server makes a run wait longer than this for one attempt. */
const CAP_MS = 60_000

/** Delay that the server asks for: `retry-after-ms`, `Retry-After` in seconds or as an HTTP date; capped at 60 s, `undefined` if none. */
export function retryAfterMs(headers: Headers, nowMs: number = serverNowMs(headers)): number | undefined {
  const milliseconds = positive(headers.get('retry-after-ms'))
  if (milliseconds !== undefined) return Math.min(CAP_MS, milliseconds)
  const text = headers.get('retry-after')
  const seconds = positive(text)
  if (seconds !== undefined) return Math.min(CAP_MS, seconds * 1000)
  const date = Date.parse(text ?? '')
  return Number.isNaN(date) ? undefined : Math.min(CAP_MS, Math.max(0, date - nowMs))
}

function positive(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(trimmed) ? Math.ceil(Number(trimmed)) : undefined
}
