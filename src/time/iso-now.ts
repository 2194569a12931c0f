let atMs = Number.NaN
let text = ''

/** The time by the clock as ISO 8601 in UTC, to the millisecond. Of the many that are taken within a millisecond one is written. */
export function isoNow(): string {
  const now = Date.now()
  if (now === atMs) return text
  atMs = now
  text = new Date(now).toISOString()
  return text
}
