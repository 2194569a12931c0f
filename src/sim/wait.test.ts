import { expect, test } from 'vitest'
import { wait } from './wait.ts'

const { signal } = new AbortController()

test('no wait ends before its time, fractions of a millisecond included', async () => {
  const early: number[] = []
  for (let i = 0; i < 100; i++) {
    const ms = 1 + (i % 10) / 10
    const startMs = performance.now()
    await wait(ms, signal)
    const tookMs = performance.now() - startMs
    if (tookMs < ms) early.push(tookMs - ms)
  }
  expect(early).toEqual([])
})

test('no time at all needs no timer; an abort ends a wait without end', async () => {
  await wait(0, signal)
  const stopping = new AbortController()
  const waiting = wait(null, stopping.signal)
  stopping.abort()
  await expect(waiting).rejects.toThrow('the simulated call was cancelled before it answered')
})
