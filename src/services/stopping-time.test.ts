import { afterEach, expect, test, vi } from 'vitest'
import { StoppingTime } from './stopping-time.ts'

afterEach(() => void vi.useRealTimers())

test('what a run has waited when it was stopped, it does not wait again at its end', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const time = new StoppingTime()
  expect(time.atMost(10_000)).toBe(10_000)
  expect(time.begin()).toBe(time.wholeMs)
  expect(time.atMost(10_000)).toBe(10_000)
  vi.advanceTimersByTime(time.wholeMs - 1_000)
  // A second stop is no second time.
  expect([time.begin(), time.atMost(10_000), time.atMost(500)]).toEqual([1_000, 1_000, 500])
  vi.advanceTimersByTime(5_000)
  expect([time.begin(), time.atMost(10_000)]).toEqual([0, 0])
  time.forget()
  expect(time.atMost(10_000)).toBe(10_000)
})
