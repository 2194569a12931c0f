import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeShare, windowShare } from './window-share.ts'

const span = { fromMs: 100, toMs: 200 }
const request = (startMs: number, endMs: number, firstAtMs = Number.NaN, lastAtMs = Number.NaN) => ({ startMs, endMs, firstAtMs, lastAtMs })

test.each([
  ['inside', request(110, 190, 120, 180), 1],
  ['before', request(10, 90, 20, 80), 0],
  ['after', request(210, 290, 220, 280), 0],
  ['over the beginning, by its tokens and not by its time', request(0, 160, 50, 150), 0.5],
  ['over the end', request(190, 400, 195, 215), 0.25],
  ['wholly around', request(0, 400, 0, 400), 0.25],
  ['begun before, all tokens inside', request(0, 180, 110, 170), 1],
  ['in one piece, inside', request(90, 150, 150, 150), 1],
  ['in one piece, outside', request(150, 250, 250, 250), 0],
  ['without stamps, by its time', request(50, 150), 0.5],
])('a request that lies %s', (_where, row, share) => expect(windowShare(row, span)).toBe(share))

test('the shares of windows that lie side by side add up to one', () => {
  const time = fc.double({ min: 0, max: 1_000, noNaN: true })
  fc.assert(
    fc.property(time, time, time, (one, other, cut) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      fc.pre(to - from > 1e-6 && cut !== from && cut !== to)
      const row = {
        ...request(from, to),
        firstAtMs: from,
        lastAtMs: to,
        inputTokens: 0,
        outputTokens: 0,
        latencyMs: 0,
        firstTokenMs: 0,
        isMeasured: 1,
        isFailed: 0,
        isOpening: 1,
        meetsSlo: 1,
      }
      for (const share of [windowShare, timeShare])
        expect(share(row, { fromMs: -1, toMs: cut }) + share(row, { fromMs: cut, toMs: 1_001 })).toBeCloseTo(1, 9)
    }),
  )
})
