import { expect, test } from 'vitest'
import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import { reasonsOfLoad, virtualRun } from '../testing/virtual-run.ts'

const CONSTANT = { kind: 'open', arrivals: 'constant', ratePerSecond: 10 } as const

test('requests leave on their schedule, whatever the model does', async () => {
  const { cells, measured } = await virtualRun({ load: CONSTANT, stop: { requests: 20 } }, { firstTokenMs: 5_000 })
  expect(measured.map(({ startMs }) => Math.round(startMs))).toEqual(Array.from({ length: 20 }, (_, index) => index * 100))
  expect(cells[0]).toMatchObject({ loop: 'open', stoppedBy: 'requests' })
  expect(cells[0]?.rates).toMatchObject({ targetPerSecond: 10, achievedPerSecond: 10, dropped: 0, windowMs: 2_000 })
  expect(cells[0]?.rates.scheduleLagMs?.p99).toBeCloseTo(0, 6)
})

test('a slow server with one request in flight: time of service and time from the schedule are both told, and the run is suspect', async () => {
  const { cells } = await virtualRun({ load: { ...CONSTANT, mostInFlight: 1 }, stop: { requests: 8 } }, { firstTokenMs: 500, tokens: 1 })
  const [cell] = cells
  expect(cell?.figures.latencyMs?.mean).toBeCloseTo(500, 6)
  expect(cell?.figures.latencyFromScheduleMs?.mean).toBeCloseTo(500 + 3.5 * 400, 6)
  expect(cell?.figures.queueMs?.max).toBeCloseTo(2_800, 6)
  expect(cell?.rates.achievedPerSecond).toBeCloseTo(2.5, 6)
  expect(cell?.validity.suspect).toBe(true)
  expect(reasonsOfLoad(cell as BenchmarkCell)).toEqual([
    'requests left 2770 ms (p99) after their time, more than 10 ms',
    '2.50 requests/s left, less than 98 % of the 10.0/s that were due',
    'of 8 requests 7 had to wait: 1 in flight were allowed (load.mostInFlight)',
  ])
})

test('what exceeds the bound is dropped and counted, where that is asked for', async () => {
  const { cells, measured } = await virtualRun(
    { load: { ...CONSTANT, mostInFlight: 1, whenFull: 'drop' }, stop: { requests: 10 } },
    { firstTokenMs: 250, tokens: 1 },
  )
  expect(measured.map(({ startMs }) => Math.round(startMs))).toEqual([0, 300, 600, 900])
  expect(cells[0]?.rates).toMatchObject({ requests: 4, dropped: 6, achievedPerSecond: 4 })
  expect(cells[0]?.validity.reasons.at(-1)).toBe('of 10 requests 6 were never sent: 1 in flight were allowed (load.mostInFlight)')
})

test('what still waits when the time of the window is over is not sent', async () => {
  const { cells, measured } = await virtualRun(
    { load: { ...CONSTANT, mostInFlight: 1 }, stop: { seconds: 1 } },
    { firstTokenMs: 450, tokens: 1 },
  )
  expect(measured.map(({ startMs }) => Math.round(startMs))).toEqual([0, 450, 900])
  expect(cells[0]).toMatchObject({ stoppedBy: 'seconds', rates: { dropped: 7, windowMs: 1_000 } })
})

test('warm-up, window and cool-down follow each other on one schedule', async () => {
  const { warmUp, measured, coolDown, cells } = await virtualRun({
    load: { kind: 'open', ratePerSecond: 50 },
    stop: { seconds: 2 },
    warmUp: { seconds: 1 },
    coolDown: { seconds: 0.5 },
  })
  expect([warmUp.length, measured.length, coolDown.length]).toEqual([50, 100, 25])
  expect(measured.every(({ startMs }) => startMs >= 1_000 && startMs < 3_000)).toBe(true)
  expect(coolDown.every(({ startMs }) => startMs >= 3_000 && startMs < 3_500)).toBe(true)
  // The window is full from its beginning to its end: what comes in goes out.
  expect(cells[0]?.rates.requestsPerSecond).toBeGreaterThan(46)
  expect(cells[0]?.rates.requestsPerSecond).toBeLessThan(54)
  expect(reasonsOfLoad(cells[0] as BenchmarkCell)).toEqual([])
})

test('a rate beyond what one turn of the event loop sends is kept on average', async () => {
  const { cells, measured } = await virtualRun(
    { load: { kind: 'open', arrivals: 'constant', ratePerSecond: 20_000, mostInFlight: 10_000 }, stop: { requests: 1_000 } },
    { tokens: 1, firstTokenMs: 1 },
  )
  expect(measured).toHaveLength(1_000)
  expect(cells[0]?.rates).toMatchObject({ dropped: 0, targetPerSecond: 20_000 })
})

test('a window that is closed early by what is known is followed by its cool-down', async () => {
  const { cells, coolDown } = await virtualRun({
    load: CONSTANT,
    stop: { requests: 1_000, converged: { width: 0.1 } },
    coolDown: { seconds: 1 },
  })
  expect(cells[0]).toMatchObject({ stoppedBy: 'converged', adaptive: true })
  expect(cells[0]?.rates.requests).toBeLessThan(40)
  expect(coolDown).toHaveLength(10)
})

test('a warm-up goes on until answers come as fast as requests, so that a slow model is not taken for a saturated one', async () => {
  const load = { kind: 'ramp', of: 'ratePerSecond', from: 5, to: 20, steps: 2 } as const
  const written = { load, stop: { seconds: 10 }, warmUp: { requests: 1 } }
  const { cells, sweeps, warmUp } = await virtualRun(written, { firstTokenMs: 4_000, tokens: 2, perTokenMs: 500 })
  expect(cells[0]?.rates.requestsPerSecond).toBeCloseTo(5, 0)
  expect(cells[1]?.rates.requestsPerSecond).toBeGreaterThan(19)
  expect(sweeps[0]?.saturation).toBeNull()
  const lastOf = (step: number) => Math.max(...warmUp.filter((sample) => sample.step === step).map(({ startMs }) => startMs))
  // One conversation of 4.5 s, and no more than a piece of load beyond it.
  for (const step of [0, 1]) {
    expect(lastOf(step)).toBeGreaterThan(4_200)
    expect(lastOf(step)).toBeLessThan(4_800)
  }
})

test('a warm-up waits half a minute for a first answer, and does not begin where there is to be none', async () => {
  const patient = await virtualRun({ load: CONSTANT, stop: { requests: 5 }, warmUp: { seconds: 1 } }, { firstTokenMs: 50_000 })
  expect(patient.warmUp).toHaveLength(300)
  const cold = await virtualRun({ load: CONSTANT, stop: { requests: 5 }, warmUp: { requests: 0 } }, { firstTokenMs: 5_000 })
  expect(cold.warmUp).toHaveLength(0)
})
