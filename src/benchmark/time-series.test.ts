import { expect, test } from 'vitest'
import { virtualRun } from './testing/virtual-run.ts'

test('a measurement over time is told in bins of at least four requests, at most 120', async () => {
  const { cells } = await virtualRun({ load: { kind: 'closed', concurrency: 2, staggered: false }, stop: { requests: 80 }, repetitions: 2 })
  const series = cells[0]?.series ?? []
  expect(series).toHaveLength(20)
  expect(
    series.every(
      ({ requestsPerSecond, p50LatencyMs, errors }) => requestsPerSecond === 10 && Math.round(p50LatencyMs ?? 0) === 200 && errors === 0,
    ),
  ).toBe(true)
  expect(series.every(({ inFlight }) => Math.abs(inFlight - 2) < 1e-6)).toBe(true)
  expect(series.map(({ atMs }) => Math.round(atMs)).slice(0, 3)).toEqual([0, 400, 800])
})

test('nothing that ended is no series', async () => {
  const { cells } = await virtualRun({ stop: { seconds: 0.05 } })
  expect(cells[0]?.series).toEqual([])
})
