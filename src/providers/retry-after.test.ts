import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const NOW = Date.UTC(2026, 10, 21, 5, 0, 0)
const after = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), NOW)

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '3600' }, 60_000],
  [{ 'retry-after-ms': '1250' }, 1250],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': 'Sat, 21 Nov 2026 05:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 04:00:00 GMT' }, 0],
  [{ 'retry-after': 'Sun, 22 Nov 2026 05:00:00 GMT' }, 60_000],
  [{ 'retry-after': 'Saturday, 21-Nov-26 05:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat Nov 21 05:00:30 2026' }, 30_000],
  [{ 'retry-after': 'Sun Nov  1 05:00:30 2026' }, 0],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': '+5' }, undefined],
  [{ 'retry-after': '5, 5' }, 5000],
  [{ 'retry-after': '5,20, 7' }, 20_000],
  [{ 'retry-after': '5, soon' }, 5000],
  [{ 'retry-after': '5, Sat, 21 Nov 2026 05:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 05:00:30 GMT, Sat, 21 Nov 2026 05:00:30 GMT' }, 30_000],
  [{ 'retry-after-ms': '1250, 1250', 'retry-after': '2, 2' }, 1250],
  [{ 'retry-after': 'soon 5' }, undefined],
  [{ 'retry-after': 'try in 30' }, undefined],
  [{ 'retry-after': '2026-11-21' }, undefined],
  [{ 'retry-after': 'Sat, 99 Nov 2026 05:00:30 GMT' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('%j asks for %s ms', (headers, expected) => {
  expect(after(headers as Record<string, string>)).toBe(expected)
})

test("a date is read against the clock of the server that wrote it, not against this machine's", () => {
  const headers = new Headers({ date: 'Sat, 21 Nov 2006 05:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2006 05:00:30 GMT' })
  expect(retryAfterMs(headers)).toBe(30_000)
})
