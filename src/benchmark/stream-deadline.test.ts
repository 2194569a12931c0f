import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EvalError } from '../schema/eval-error.ts'
import { sampleError } from './sample-error.ts'
import { StreamDeadline } from './stream-deadline.ts'
import { StreamRecorder } from './stream-recorder.ts'

const TIMEOUTS = { connectMs: 100, firstTokenMs: 500, idleMs: 200, totalMs: 2_000 }
let recorder: StreamRecorder
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  recorder = new StreamRecorder({ scheduledAtMs: performance.now() })
})
afterEach(() => void vi.useRealTimers())

const start = () => recorder.started(performance.now())
const connect = () => recorder.connected('new', performance.now())
const part = () => recorder.content('text', performance.now(), 1, null)
const kind = (deadline: StreamDeadline) => (deadline.signal.aborted ? sampleError(deadline.signal.reason).kind : null)

test('no connection in time', () => {
  const deadline = new StreamDeadline(TIMEOUTS, recorder)
  start()
  vi.advanceTimersByTime(99)
  expect(kind(deadline)).toBeNull()
  vi.advanceTimersByTime(1)
  expect(kind(deadline)).toBe('timeout-connect')
  expect(deadline.signal.reason).toMatchObject({
    kind: 'timeout',
    message: 'no connection within 100 ms',
    hint: expect.stringContaining('time-outs'),
  })
})

test('no part of the answer in time', () => {
  const deadline = new StreamDeadline(TIMEOUTS, recorder)
  start()
  connect()
  vi.advanceTimersByTime(499)
  expect(kind(deadline)).toBeNull()
  vi.advanceTimersByTime(1)
  expect(kind(deadline)).toBe('timeout-first-token')
  expect(deadline.signal.reason).toMatchObject({ message: 'no part of the answer within 500 ms' })
})

test('parts that come keep a stream alive; one that stays out for too long ends it to the millisecond', () => {
  const deadline = new StreamDeadline(TIMEOUTS, recorder)
  start()
  connect()
  for (const gap of [130, 150, 190, 70]) {
    vi.advanceTimersByTime(gap)
    part()
  }
  vi.advanceTimersByTime(199)
  expect(kind(deadline)).toBeNull()
  vi.advanceTimersByTime(1)
  expect(kind(deadline)).toBe('timeout-idle')
  expect(deadline.signal.reason).toMatchObject({ message: 'no further part of the answer within 200 ms' })
})

test('a stream that goes on and on ends as a whole', () => {
  const deadline = new StreamDeadline(TIMEOUTS, recorder)
  start()
  connect()
  for (let at = 50; at < 2_000; at += 50) {
    vi.advanceTimersByTime(50)
    part()
  }
  expect(kind(deadline)).toBeNull()
  vi.advanceTimersByTime(50)
  expect(kind(deadline)).toBe('timeout-total')
  expect(deadline.signal.reason).toMatchObject({ message: 'no whole answer within 2000 ms' })
})

test('time counts from when the request leaves', () => {
  const deadline = new StreamDeadline({ totalMs: 100 }, recorder)
  vi.advanceTimersByTime(1_000)
  start()
  vi.advanceTimersByTime(99)
  expect(kind(deadline)).toBeNull()
  vi.advanceTimersByTime(101)
  expect(kind(deadline)).toBe('timeout-total')
})

test('a request that has ended leaves no timer behind, and parts set none', () => {
  const deadline = new StreamDeadline(TIMEOUTS, recorder)
  start()
  for (let i = 0; i < 100; i++) part()
  expect(vi.getTimerCount()).toBe(1)
  deadline.end()
  expect(vi.getTimerCount()).toBe(0)
})

test('what is not wanted any more is cancelled, or cut off at the end of its step', () => {
  const cancelled = new AbortController()
  const deadline = new StreamDeadline(TIMEOUTS, recorder, cancelled.signal)
  cancelled.abort()
  expect(kind(deadline)).toBe('cancelled')
  expect(deadline.signal.reason).toMatchObject({ kind: 'aborted', message: 'the benchmark was cancelled' })
  expect(vi.getTimerCount()).toBe(0)
  const ended = AbortSignal.abort(new EvalError('aborted', 'the step has ended', { code: 'deadline' }))
  expect(kind(new StreamDeadline(TIMEOUTS, recorder, ended))).toBe('deadline')
})
