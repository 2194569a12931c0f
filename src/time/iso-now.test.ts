import { expect, onTestFinished, test, vi } from 'vitest'
import { isoNow } from './iso-now.ts'

test('it is the time of the call, also where the clock was put back', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  for (const at of ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2025-12-31T23:59:59.999Z']) {
    vi.setSystemTime(new Date(at))
    expect(isoNow()).toBe(at)
  }
})
