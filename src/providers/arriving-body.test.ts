import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ArrivingBody } from './arriving-body.ts'

const piece = (bytes: number) => new Uint8Array(bytes)
const KILOBYTE = 1024

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

/** A body, what its source is told, and what a watch is told of its end. */
function watchedBody() {
  const told: string[] = []
  const closed: object[] = []
  const source = { pause: () => told.push('pause'), resume: () => told.push('resume'), abort: () => told.push('abort') }
  const body = new ArrivingBody(source as never, { content: () => undefined, closed: (atMs, held) => void closed.push({ atMs, ...held }) })
  return { body, told, closed }
}

test('the longest of several pauses counts, and the most bytes that were held at once', async () => {
  const { body, told, closed } = watchedBody()
  const reader = body.getReader()
  for (const [bytes, pauseMs] of [
    [300, 500],
    [400, 200],
  ] as const) {
    body.push(piece(bytes * KILOBYTE), performance.now())
    vi.advanceTimersByTime(pauseMs)
    await reader.read()
  }
  body.end()
  expect(told).toEqual(['pause', 'resume', 'pause', 'resume'])
  expect(closed).toEqual([{ atMs: performance.now(), bytesPeak: 400 * KILOBYTE, longestPauseMs: 500 }])
})

test('a pause that the end of the stream finds counts up to there; the end is told once', () => {
  const { body, closed } = watchedBody()
  body.push(piece(300 * KILOBYTE), 0)
  vi.advanceTimersByTime(70)
  body.fail(new Error('reset'))
  body.end()
  void body.cancel()
  expect(closed).toMatchObject([{ bytesPeak: 300 * KILOBYTE, longestPauseMs: 70 }])
})

test('what a reader waits for is not held', async () => {
  const { body, closed } = watchedBody()
  const read = body.getReader().read()
  body.push(piece(10), 42)
  expect(await read).toMatchObject({ done: false, atMs: 42 })
  await body.cancel()
  expect(closed).toMatchObject([{ bytesPeak: 0, longestPauseMs: 0 }])
})
