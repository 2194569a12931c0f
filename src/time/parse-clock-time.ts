import type { Json } from '../schema/json.ts'

const CLOCK = /^(?:(\d{1,4}):(?=[0-5]?\d:))?(\d{1,4}):([0-5]?\d(?:[.,]\d{1,9})?)$/
const SECONDS = /^\d{1,12}(?:\.\d{1,9})?$/

/** Seconds from a number, its text, or `[hh:]mm:ss[.fff]` (minutes may exceed 59 where there are no hours); `null` for what is none of them. */
export function parseClockTime(value: Json): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (SECONDS.test(text)) return Number(text)
  const [, hours = '0', minutes, seconds] = CLOCK.exec(text) ?? []
  if (minutes === undefined || seconds === undefined) return null
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))
}
