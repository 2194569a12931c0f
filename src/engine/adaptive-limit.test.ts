import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AdaptiveLimit } from './adaptive-limit.ts'

const half = () => 0.5
const answers = (limit: AdaptiveLimit, count: number) => {
  for (let call = 0; call < count; call++) limit.answered(limit.start())
}
const nothingUnderWay = { uncounted: 0, tokensPerCall: 0 }

test('a refusal halves what may be in flight, down to one', () => {
  const limit = new AdaptiveLimit(16)
  const allowed = Array.from({ length: 6 }, (_, second) => {
    limit.refused(limit.start(), second * 60_000, undefined, half)
    return limit.allowed
  })
  expect(allowed).toEqual([8, 4, 2, 1, 1, 1])
})

test('a burst of refusals is one event, however many calls were in flight', () => {
  const limit = new AdaptiveLimit(16)
  const eras = Array.from({ length: 16 }, () => limit.start())
  for (const era of eras) expect(limit.refused(era, 10, undefined, half)).toEqual({ delayMs: 250, lanePauses: false, hopeless: false })
  expect(limit.allowed).toBe(8)
  expect(limit.waitMs(10)).toBe(0)
  limit.refused(limit.start(), 400, undefined, half)
  expect(limit.allowed).toBe(4)
})

test('what may be in flight grows by a step after as many answers in a row, up to what is configured', () => {
  const limit = new AdaptiveLimit(64)
  limit.refused(limit.start(), 0, undefined, half)
  answers(limit, 31)
  expect(limit.allowed).toBe(32)
  answers(limit, 1)
  expect(limit.allowed).toBe(34)
  answers(limit, 33)
  expect(limit.allowed).toBe(34)
  answers(limit, 10_000)
  expect(limit.allowed).toBe(64)
})

test('answers to what began before the cut are no sign of recovery', () => {
  const limit = new AdaptiveLimit(2)
  const before = limit.start()
  limit.refused(limit.start(), 0, undefined, half)
  for (let call = 0; call < 100; call++) limit.answered(before)
  expect(limit.allowed).toBe(1)
  answers(limit, 1)
  expect(limit.allowed).toBe(2)
})

test('Retry-After pauses the lane, and the longest of a burst holds', () => {
  const limit = new AdaptiveLimit(8)
  const eras = [limit.start(), limit.start(), limit.start()] as const
  expect(limit.refused(eras[0], 1_000, 2_000, half).delayMs).toBe(2_000)
  expect(limit.refused(eras[1], 1_100, 7_000, half).delayMs).toBe(7_000)
  expect(limit.refused(eras[2], 1_200, 100, half).delayMs).toBe(6_900)
  expect([8_099, 8_100, 9_000].map((nowMs) => limit.waitMs(nowMs))).toEqual([1, 0, 0])
})

test('a Retry-After of a year is a minute', () => {
  const limit = new AdaptiveLimit(8)
  expect(limit.refused(limit.start(), 0, 365 * 86_400_000, half).delayMs).toBe(60_000)
})

test('without Retry-After a second refusal in a row pauses the lane, each further one longer, and an answer ends the row', () => {
  const limit = new AdaptiveLimit(8)
  let nowMs = 0
  const refuse = () => {
    limit.refused(limit.start(), nowMs, undefined, half)
    const pauseMs = limit.waitMs(nowMs)
    nowMs += pauseMs
    return pauseMs
  }
  expect(Array.from({ length: 8 }, refuse)).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000])
  answers(limit, 1)
  expect(refuse()).toBe(0)
})

test('a server that says too short a time again and again is waited for longer', () => {
  const limit = new AdaptiveLimit(8)
  const delays = [0, 10_000, 20_000, 30_000].map((nowMs) => limit.refused(limit.start(), nowMs, 5, half).delayMs)
  expect(delays).toEqual([5, 500, 1_000, 2_000])
})

test('five minutes of nothing but refusals are enough; an answer counts anew', () => {
  const limit = new AdaptiveLimit(8)
  const hopeless = (nowMs: number) => limit.refused(limit.start(), nowMs, 1, half).hopeless
  expect([0, 150_000, 300_000, 300_001].map(hopeless)).toEqual([false, false, false, true])
  answers(limit, 1)
  expect([400_000, 700_000, 700_001].map(hopeless)).toEqual([false, false, true])
})

test('what the server says is left bounds the starts until it is whole again', () => {
  const limit = new AdaptiveLimit(8)
  limit.told({ requests: { remaining: 3, resetMs: 5_000 }, tokens: null }, 1_000, { uncounted: 1, tokensPerCall: 0 })
  limit.start()
  expect(limit.waitMs(1_000)).toBe(0)
  limit.start()
  expect([1_000, 5_999, 6_000].map((nowMs) => limit.waitMs(nowMs))).toEqual([5_000, 1, 0])
  limit.told({ requests: { remaining: 9, resetMs: 5_000 }, tokens: null }, 2_000, nothingUnderWay)
  expect(limit.waitMs(2_000)).toBe(0)
})

test('tokens that are left count as calls of the mean size', () => {
  const limit = new AdaptiveLimit(8)
  limit.told({ requests: null, tokens: { remaining: 2_500, resetMs: 4_000 } }, 0, { uncounted: 0, tokensPerCall: 1_000 })
  limit.start()
  expect(limit.waitMs(0)).toBe(0)
  limit.start()
  expect(limit.waitMs(0)).toBe(4_000)
})

test('an allowance that is whole again in a year is tried after a minute', () => {
  const limit = new AdaptiveLimit(8)
  limit.told({ requests: { remaining: 0, resetMs: 365 * 86_400_000 }, tokens: null }, 0, nothingUnderWay)
  expect([0, 60_000].map((nowMs) => limit.waitMs(nowMs))).toEqual([60_000, 0])
})

test('whatever happens, at least one call may be in flight, at most what is configured, and no wait is longer than a minute', () => {
  const step = fc.record({
    what: fc.constantFrom('answer', 'refusal', 'told'),
    passMs: fc.integer({ min: 0, max: 100_000 }),
    retryAfterMs: fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined }),
    remaining: fc.nat(),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), fc.array(step, { maxLength: 200 }), (most, steps) => {
      const limit = new AdaptiveLimit(most)
      let nowMs = 0
      for (const { what, passMs, retryAfterMs, remaining } of steps) {
        nowMs += passMs
        const era = limit.start()
        if (what === 'answer') limit.answered(era)
        else if (what === 'refusal') limit.refused(era, nowMs, retryAfterMs, half)
        else limit.told({ requests: { remaining, resetMs: retryAfterMs ?? 0 }, tokens: null }, nowMs, nothingUnderWay)
        expect(limit.allowed).toBeGreaterThanOrEqual(1)
        expect(limit.allowed).toBeLessThanOrEqual(most)
        expect(limit.waitMs(nowMs)).toBeLessThanOrEqual(60_000)
        expect(limit.waitMs(nowMs)).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
