import { expect, test } from 'vitest'
import { EvalError } from '../../schema/eval-error.ts'
import { virtualRun } from '../testing/virtual-run.ts'

const startsOf = (samples: readonly { startMs: number }[]) => samples.map(({ startMs }) => startMs)

test('one user asks the next question when the last is answered; the window holds what is measured and nothing else', async () => {
  const { cells, measured, warmUp } = await virtualRun({
    load: { kind: 'closed', concurrency: 1 },
    stop: { requests: 5 },
    warmUp: { requests: 2 },
  })
  expect(startsOf(warmUp)).toEqual([0, 200])
  expect(startsOf(measured)).toEqual([400, 600, 800, 1_000, 1_200])
  expect(cells[0]?.rates).toMatchObject({
    windowMs: 1_000,
    requests: 5,
    completed: 5,
    failed: 0,
    requestsPerSecond: 5,
    achievedPerSecond: 5,
    outputTokensPerSecond: 55,
    inputTokensPerSecond: 35,
    meanConcurrency: 1,
    peakConcurrency: 1,
    targetPerSecond: null,
    scheduleLagMs: null,
  })
})

test('users start spread over one conversation, and the window opens when all have started, with requests of the warm-up still in flight', async () => {
  const { cells, warmUp, measured, mostInFlight } = await virtualRun({
    load: { kind: 'closed', concurrency: 4 },
    stop: { requests: 40 },
    warmUp: { requests: 1 },
  })
  expect(startsOf(warmUp)).toEqual([0, 200, 250, 300])
  expect(startsOf(measured).slice(0, 5)).toEqual([350, 400, 450, 500, 550])
  expect(mostInFlight()).toBe(4)
  // Four users of 200 ms each: 20 requests/s, also where the window cuts through requests.
  expect(cells[0]?.rates.requestsPerSecond).toBeCloseTo(20, 0)
  expect(cells[0]?.rates.outputTokensPerSecond).toBeCloseTo(220, -1)
  expect(cells[0]?.rates.meanConcurrency).toBeCloseTo(4, 5)
  expect(cells[0]?.validity.littleDeviation).toBeCloseTo(0, 3)
})

test('where users are not staggered they all start at once', async () => {
  const { measured } = await virtualRun({ load: { kind: 'closed', concurrency: 3, staggered: false }, stop: { requests: 3 } })
  expect(startsOf(measured)).toEqual([0, 0, 0])
})

test('a window of seconds ends on time, and what began in it is measured to its end', async () => {
  const { cells, measured, coolDown } = await virtualRun({ load: { kind: 'closed', concurrency: 1 }, stop: { seconds: 0.5 } })
  expect(startsOf(measured)).toEqual([0, 200, 400])
  expect(coolDown).toEqual([])
  expect(cells[0]).toMatchObject({ stoppedBy: 'seconds', adaptive: false })
  // Two requests, and none of the third one's tokens: the first comes as the window closes.
  expect(cells[0]?.rates).toMatchObject({ windowMs: 500, requests: 3, requestsPerSecond: 4 })
})

test('the load goes on while it cools down, without being measured', async () => {
  const { cells, measured, coolDown } = await virtualRun({
    load: { kind: 'closed', concurrency: 2, staggered: false },
    stop: { requests: 4 },
    coolDown: { seconds: 0.3 },
  })
  expect(startsOf(measured)).toEqual([0, 0, 200, 200])
  expect(startsOf(coolDown)).toEqual([400, 400, 600, 600])
  expect(cells[0]?.rates).toMatchObject({ windowMs: 400, requests: 4, requestsPerSecond: 10 })
})

test('a user whose requests fail waits a little longer each time', async () => {
  const down = new EvalError('transient', 'down', { code: 'http-503' })
  const { measured, cells } = await virtualRun({ load: { kind: 'closed', concurrency: 1 }, stop: { requests: 4 } }, { fails: () => down })
  expect(startsOf(measured)).toEqual([0, 50, 150, 300])
  expect(cells[0]?.errors).toEqual([{ kind: 'overloaded', count: 4, message: 'down' }])
  expect(cells[0]?.figures).toEqual({})
})

test('conversations go turn by turn, each with all that was said before, and requests are counted', async () => {
  const { asked, measured } = await virtualRun({
    prompt: 'Hi',
    turns: ['Why?', 'And then?'],
    load: { kind: 'closed', concurrency: 1 },
    stop: { requests: 6 },
  })
  expect(measured.map(({ turn }) => turn)).toEqual([0, 1, 2, 0, 1, 2])
  expect(asked[2]?.request.messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
    'user: Hi',
    'assistant: well',
    'user: Why?',
    'assistant: well',
    'user: And then?',
  ])
})
