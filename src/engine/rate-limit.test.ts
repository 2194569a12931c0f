import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimit } from './rate-limit.ts'

test('no minute sees more than its allowance', () => {
  const perMinute = fc.double({ min: 0.01, max: 6_000, noNaN: true })
  fc.assert(
    fc.property(perMinute, fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 5_000 })), { maxLength: 300 }), (limit, pauses) => {
      const bucket = rateLimit(limit)
      const takes: number[] = []
      let nowMs = 0
      for (const pauseMs of pauses) {
        nowMs += pauseMs
        nowMs += bucket.waitMs(nowMs, 1)
        bucket.take(1, nowMs)
        takes.push(nowMs)
      }
      for (const [index, start] of takes.entries()) {
        const inMinute = takes.slice(index).filter((at) => at < start + 60_000).length
        expect(inMinute).toBeLessThanOrEqual(Math.ceil(limit))
      }
    }),
    { numRuns: 50 },
  )
})

/** When each of so many requests starts that are all there at once. */
function startsOf(perMinute: number, count: number): number[] {
  const limit = rateLimit(perMinute)
  let nowMs = 12_345
  return Array.from({ length: count }, () => {
    nowMs += limit.waitMs(nowMs, 1)
    limit.take(1, nowMs)
    return nowMs
  })
}

test.each([1, 2, 7, 60, 120, 600, 6_000])(
  '%i requests per minute: all of them are used, minute after minute, and are spread',
  (perMinute) => {
    const starts = startsOf(perMinute, perMinute * 5 + 1)
    // A minute and what a way may take longer than another.
    expect((starts.at(-1) as number) - (starts[0] as number)).toBeLessThanOrEqual(5 * 61_000)
    const inSecond = starts.filter((at) => at < (starts[0] as number) + 1_000).length
    expect(inSecond).toBeLessThanOrEqual(Math.max(1, perMinute / 30))
  },
)

test('who asks more slowly than the rate never waits', () => {
  const limit = rateLimit(60)
  for (let nowMs = 0; nowMs < 600_000; nowMs += 1_050) {
    expect(limit.waitMs(nowMs, 1)).toBe(0)
    limit.take(1, nowMs)
  }
})

test('an amount that a whole minute does not allow waits for a minute in which nothing was used', () => {
  const limit = rateLimit(100)
  expect(limit.waitMs(0, 1_000)).toBe(0)
  limit.take(1_000, 0)
  expect(limit.waitMs(0, 1_000)).toBeGreaterThan(60_000)
})

test('a debt is waited for a minute, however large it is', () => {
  const limit = rateLimit(1_000_000)
  limit.take(2 ** 40, 0)
  expect(limit.waitMs(0, 100)).toBeLessThanOrEqual(61_100)
  expect(limit.waitMs(61_100, 100)).toBe(0)
})

test('what turns out to be less leaves the minute in which it was taken', () => {
  const limit = rateLimit(60_000)
  limit.take(40_000, 0)
  limit.correct(-39_000, 0, 50_000)
  limit.take(59_000, 50_000)
  // What was taken first is long gone; what came after it is not.
  expect(limit.waitMs(62_000, 2_000)).toBeGreaterThan(40_000)
  limit.correct(-59_000, 50_000, 63_000)
  expect(limit.waitMs(63_000, 2_000)).toBe(0)
  limit.correct(5_000, 0, 63_000)
  expect(limit.waitMs(69_000, 2_000)).toBe(0)
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
