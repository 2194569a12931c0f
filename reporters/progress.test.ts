import { expect, test } from 'vitest'
import type { EngineEventBody } from '../src/schema/event.ts'
import { LiveRegion } from './live-region.ts'
import { Progress } from './progress.ts'

const failure = { kind: 'transient', message: 'reset' } as const

function following(...events: EngineEventBody[]): Progress {
  const progress = new Progress(0)
  for (const event of events) progress.take({ seq: 1, at: '', ...event } as never)
  return progress
}

const started = (callId: string): EngineEventBody => ({
  type: 'call-started',
  callId,
  model: 'm',
  phase: 'execution',
  task: 't',
  case: 'c',
  trial: 0,
})
const settled = (callId: string, costNanoUsd: number | null, reused = false): EngineEventBody => ({
  type: 'call-settled',
  callId,
  model: 'm',
  phase: 'execution',
  error: null,
  costNanoUsd,
  latencyMs: 1,
  reused,
  replayed: false,
})
const ended = (status: 'answered' | 'errored', failed = false): EngineEventBody => ({
  type: 'trial-ended',
  task: 't',
  model: 'm',
  case: 'c',
  trial: 0,
  status,
  failed,
})

test('a line per model says what is done, running and to do, errors, cost and time left', () => {
  const progress = following(
    { type: 'task-planned', task: 't', models: ['m', 'other'], trialsPerModel: 10 },
    started('1'),
    settled('1', 2_000_000),
    ended('answered'),
    started('2'),
    { type: 'call-retried', callId: '2', model: 'm', attempt: 1, delayMs: 5, error: failure },
    settled('2', null),
    ended('errored'),
    started('3'),
  )
  expect(progress.lines(4_000)).toEqual([
    'm      2/10 done · 1 running · 7 to do · 1 errors · 1 retries · $0.0020 + 1 unpriced calls · 16 s left',
    'other  0/10 done · 0 running · 10 to do · $0.0000 · time left unknown',
  ])
  expect(progress.done).toBe(false)
})

test('an answer from the journal is done without ever having run', () => {
  const progress = following(
    { type: 'task-planned', task: 't', models: ['m'], trialsPerModel: 1 },
    settled('1', 0, true),
    ended('answered', true),
  )
  expect(progress.lines(10)).toEqual(['m  1/1 done · 0 running · 0 to do · 1 failed · $0.0000'])
  expect(progress.done).toBe(true)
})

test('a model that was given up is marked', () => {
  const progress = following({ type: 'task-planned', task: 't', models: ['m'], trialsPerModel: 2 }, ended('errored'), {
    type: 'model-abandoned',
    model: 'm',
    failures: 1,
    error: failure,
  })
  expect(progress.lines(1_000)[0]).toContain('1 errors · abandoned · ')
})

test("a model's label cannot send control characters to the terminal", () => {
  const progress = following({ type: 'task-planned', task: 't', models: ['\u001B[31mred'], trialsPerModel: 1 })
  expect(progress.lines(1)[0]).not.toContain('\u001B')
})

test('the live region is erased before other output and drawn again below it', async () => {
  let screen = ''
  const stream = { columns: 12, write: (chunk: string | Uint8Array) => ((screen += String(chunk)), true) }
  const original = stream.write
  const region = new LiveRegion(() => ['a line that is longer than the terminal'], [stream])
  region.start(5)
  await expect.poll(() => screen).toContain('a line that\n')
  stream.write('half a line')
  const drawn = screen.length
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(screen.length).toBe(drawn)
  stream.write(' whole\n')
  await expect.poll(() => screen.slice(drawn)).toContain('a line that\n')
  region.stop()
  expect(stream.write).toBe(original)
  expect(screen).toMatch(/\u001B\[1A\r\u001B\[0J/)
  expect(screen.endsWith('\u001B[?25h')).toBe(true)
})
