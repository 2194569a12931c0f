import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_USAGE } from '../providers/usage.ts'
import type { Usage } from '../schema/answer.ts'
import { streamFigures } from './stream-figures.ts'
import { StreamRecorder } from './stream-recorder.ts'

const used = (outputTokens: number | null, reasoningTokens: number | null = null): Usage => ({
  ...NO_USAGE,
  outputTokens,
  reasoningTokens,
  source: outputTokens === null ? 'none' : 'provider',
})

/** A recorder that was told of parts at these times; the request was to leave and left at 0. */
function recorded(times: readonly number[], tokens: number | null = null): StreamRecorder {
  const recorder = new StreamRecorder({ scheduledAtMs: 0 })
  recorder.started(0)
  for (const atMs of times) recorder.content('text', atMs, 1, tokens)
  return recorder
}

test('no more tokens than the first part has: there is no time per token', () => {
  expect(streamFigures(recorded([10, 20], 5), used(5)).figures.timePerOutputTokenMs).toBeNull()
  expect(streamFigures(recorded([10, 20]), used(1)).figures.timePerOutputTokenMs).toBeNull()
  expect(streamFigures(recorded([10, 20]), used(0)).figures.timePerOutputTokenMs).toBeNull()
})

test('parts that were read from the socket one right after the other came at once: their distance is no time per token', () => {
  expect(streamFigures(recorded([10, 10.004, 10.009, 10.02]), used(60)).figures).toMatchObject({
    timePerOutputTokenMs: null,
    decodeTokensPerSecond: null,
    latencyMs: 10.02,
  })
  expect(streamFigures(recorded([10, 10.5]), used(2)).figures.timePerOutputTokenMs).toBe(0.5)
})

test('a count of 0 for the first part is none', () => {
  const { figures } = streamFigures(recorded([10, 30], 0), used(3))
  expect(figures).toMatchObject({ firstPartTokens: 'assumed', timePerOutputTokenMs: 10 })
})

test('tokens that nobody counted are not guessed', () => {
  const { figures } = streamFigures(recorded([10, 20]), NO_USAGE)
  expect(figures).toMatchObject({ firstTokenMs: 10, timePerOutputTokenMs: null, tokensPerSecond: null, decodeTokensPerSecond: null })
})

test('fewer than two parts: no second token, no gap, no time per token', () => {
  const { figures, gapsMs } = streamFigures(recorded([10]), used(50))
  expect(figures).toMatchObject({ firstTokenMs: 10, latencyMs: 10, secondTokenMs: null, timePerOutputTokenMs: null, chunks: 1 })
  expect(gapsMs).toHaveLength(0)
})

test('an answer without any part has no times', () => {
  const { figures, firstAtMs, lastAtMs } = streamFigures(recorded([]), used(0))
  expect([firstAtMs, lastAtMs]).toEqual([null, null])
  expect(figures).toMatchObject({
    firstTokenMs: null,
    firstVisibleMs: null,
    latencyMs: null,
    drainMs: null,
    tokensPerSecond: null,
    chunks: 0,
  })
})

test('a clock that stands still gives no figures at all', () => {
  const recorder = recorded([0, 0, 0])
  recorder.headers(0)
  recorder.closed(0, { bytesPeak: 0, longestPauseMs: 0 })
  const { figures } = streamFigures(recorder, used(3))
  const { queueMs, chunks, stalls, stalledMs, firstPartTokens, ...times } = figures
  expect([queueMs, chunks, stalls, stalledMs, firstPartTokens]).toEqual([0, 3, 0, 0, 'assumed'])
  expect(Object.values(times)).toEqual(Object.keys(times).map(() => null))
})

test('a request that never left has no queue; one whose timer fired early has none either, and that is known', () => {
  const recorder = new StreamRecorder({ scheduledAtMs: 100 })
  expect(streamFigures(recorder, NO_USAGE).figures.queueMs).toBeNull()
  recorder.started(99.5)
  expect(streamFigures(recorder, NO_USAGE).figures.queueMs).toBe(0)
})

test('a stamp that is missing is no time since the clock began', () => {
  const recorder = new StreamRecorder({ scheduledAtMs: 5_000 })
  recorder.content('text', 5_200, 1, null)
  expect(streamFigures(recorder, used(1)).figures).toMatchObject({
    firstByteMs: null,
    firstTokenMs: null,
    latencyMs: null,
    firstTokenFromScheduleMs: 200,
  })
})

test('a gap is a stall from a quarter of a second on, if it is five times as long as is usual', () => {
  const stalls = (...gaps: number[]) => {
    let at = 1
    const { figures } = streamFigures(recorded([at, ...gaps.map((gap) => (at += gap))]), used(9))
    return [figures.stalls, figures.stalledMs]
  }
  expect(stalls(10, 10, 250)).toEqual([0, 0])
  expect(stalls(10, 10, 251)).toEqual([1, 251])
  expect(stalls(100, 100, 100, 500, 501)).toEqual([1, 501])
  // Their usual gap is the mean of the two in the middle.
  expect(stalls(40, 80, 301, 20)).toEqual([1, 301])
  expect(stalls(400)).toEqual([0, 0])
})

test('gaps add up to the time from the first to the last part, and no figure is negative or 0 where it is a time', () => {
  const steps = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(steps, fc.nat(2_000), (between, tokens) => {
      let at = 1
      const { figures, gapsMs } = streamFigures(recorded(between.map((step) => (at += step))), used(tokens))
      const { firstTokenMs, latencyMs, timePerOutputTokenMs } = figures
      expect(gapsMs.reduce((sum, gap) => sum + gap, 0)).toBeCloseTo((latencyMs ?? 0) - (firstTokenMs ?? 0), 6)
      expect(gapsMs).toHaveLength(between.length - 1)
      for (const value of [firstTokenMs, latencyMs, timePerOutputTokenMs]) expect(value === null || value > 0).toBe(true)
    }),
  )
})

test('a recorder keeps as many parts as come', () => {
  const times = Array.from({ length: 1_000 }, (_, i) => i + 1)
  expect([...recorded(times).partsAtMs]).toEqual(times)
})

test('a reader that is slow on purpose waits for each piece; any other does not', async () => {
  expect(new StreamRecorder({ scheduledAtMs: 0 }).pace()).toBeNull()
  const before = performance.now()
  await new StreamRecorder({ scheduledAtMs: 0, consumerDelayMs: 20 }).pace()
  expect(performance.now() - before).toBeGreaterThan(15)
})
