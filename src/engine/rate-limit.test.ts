import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.ts'

test('no minute sees more than its allowance and the second that is saved', () => {
  const perMinute = fc.double({ min: 0.01, max: 6_000, noNaN: true })
  fc.assert(
    fc.property(perMinute, fc.array(fc.nat({ max: 5_000 }), { maxLength: 300 }), (limit, pauses) => {
      const bucket = rateLimit(limit)
      const takes: number[] = []
      let nowMs = 0
      for (const pauseMs of pauses) {
        nowMs += pauseMs
        nowMs += bucket.waitMs(nowMs, 1)
        bucket.take(1, nowMs)
        takes.push(nowMs)
      }
      const saved = Math.max(1, limit / 60)
      for (const [index, start] of takes.entries()) {
        const inMinute = takes.slice(index).filter((at) => at < start + 60_000).length
        expect(inMinute).toBeLessThanOrEqual(Math.ceil(limit + saved + 1e-6))
      }
    }),
    { numRuns: 50 },
  )
})

test('more than is left makes a debt, and what is given back lessens it', () => {
  const bucket = rateLimit(60_000)
  bucket.take(3_000, 0)
  expect(bucket.waitMs(0)).toBe(2_001)
  bucket.take(-1_500, 0)
  expect(bucket.waitMs(0)).toBe(501)
  bucket.take(-100_000, 0)
  bucket.take(1_000, 0)
  expect(bucket.waitMs(0)).toBe(1)
})

test('a clock that jumps back neither gives nor takes', () => {
  const bucket = rateLimit(60)
  bucket.take(1, 10_000)
  expect(bucket.waitMs(5_000, 1)).toBe(1_000)
  expect(bucket.waitMs(6_000, 1)).toBe(0)
})

test('without a limit nothing waits', () => {
  const none = rateLimit(null)
  none.take(1e9, 0)
  expect(none.waitMs(0, 1)).toBe(0)
})
