import { expect, test } from 'vitest'
import { benchClock } from './bench-clock.ts'

const never = new AbortController().signal

test.each([true, false])('nobody is woken before the time (precise: %s)', async (precise) => {
  const clock = benchClock()
  for (const ms of [0.3, 1, 2.5, 7]) {
    const at = clock.now() + ms
    await clock.sleepUntil(at, { signal: never, precise })
    expect(clock.now()).toBeGreaterThanOrEqual(at)
  }
})

test('what is aborted is woken at once, and what is past is not waited for', async () => {
  const clock = benchClock()
  const stopped = new AbortController()
  const sleeping = clock.sleepUntil(clock.now() + 3_600_000, { signal: stopped.signal })
  stopped.abort()
  await sleeping
  await clock.sleepUntil(clock.now() - 5, { signal: never })
})

test('a clock that stands still is said to', async () => {
  await expect(benchClock(() => 5).sleepUntil(10, { signal: never })).rejects.toThrow(/the clock stands still/)
})
