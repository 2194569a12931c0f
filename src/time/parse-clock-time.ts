import type { Json } from '../schema/json.ts'

const CLOCK = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d{1,9})?)$/
const SECONDS = /^\d{1,12}(?:\.\d{1,9})?$/

/** Seconds from a number or `[hh:]mm:ss[.fff]`; `null` for what is neither. */
export function parseClockTime(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (SECONDS.test(text)) return Number(text)
  const [, hours = '0', minutes, seconds] = CLOCK.exec(text) ?? []
  if (minutes === undefined || seconds === undefined) return null
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))
}
