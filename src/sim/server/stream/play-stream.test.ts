import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { playStream } from './play-stream.ts'
import type { StreamPart } from './stream-parts.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }))
afterEach(() => void vi.useRealTimers())

function* everyMs(gapMs: number, count: number): Generator<StreamPart, boolean> {
  for (let i = 0; i < count; i++) yield { gapMs, wire: String(i), tokens: 1, apart: false }
  return true
}

test('parts are sent when they are due, and one that is late makes none after it late', () => {
  const startMs = performance.now()
  const sentMs: number[] = []
  let room: (() => void) | null = null
  playStream({
    parts: everyMs(3, 40),
    startMs,
    stretch: () => 1,
    sink: {
      write({ wire }) {
        sentMs[Number(wire)] = performance.now() - startMs
        return wire !== '9'
      },
      drained: (go) => (room = go),
      done: () => undefined,
    },
  })
  vi.advanceTimersByTime(50)
  expect(sentMs).toHaveLength(10)
  ;(room as (() => void) | null)?.()
  vi.advanceTimersByTime(100)
  const dueMs = Array.from({ length: 40 }, (_, i) => 3 * (i + 1))
  // The tenth is due after 30 ms, and there is room for the next after 50.
  expect(sentMs).toEqual(dueMs.map((due) => (due > 30 ? Math.max(due, 50) : due)))
})

test('a part that must not be joined to the one before has a turn of its own, and nothing is sent once it is stopped', () => {
  const sent: string[] = []
  const sink = { write: ({ wire }: StreamPart) => sent.push(String(wire)) > 0, drained: () => undefined, done: () => sent.push('end') }
  function* parts(): Generator<StreamPart, boolean> {
    yield { gapMs: 0, wire: 'a', tokens: 1, apart: false }
    yield { gapMs: 0, wire: 'b', tokens: 1, apart: true }
    yield { gapMs: 5, wire: 'c', tokens: 1, apart: false }
    return true
  }
  const stop = playStream({ parts: parts(), startMs: performance.now(), stretch: () => 1, sink })
  expect(sent).toEqual(['a'])
  vi.advanceTimersByTime(1)
  expect(sent).toEqual(['a', 'b'])
  stop()
  vi.advanceTimersByTime(100)
  expect(sent).toEqual(['a', 'b'])
})
