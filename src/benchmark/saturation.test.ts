import { expect, test } from 'vitest'
import { saturationOf } from './saturation.ts'
import type { MeasuredPoint } from './saturation.ts'

const curve = (points: [target: number, requestsPerSecond: number, p95Ms?: number | null, errorShare?: number][]): MeasuredPoint[] =>
  points.map(([target, requestsPerSecond, p95Ms = 100, errorShare = 0], step) => ({
    step,
    target,
    requestsPerSecond,
    goodputPerSecond: null,
    p50Ms: p95Ms,
    p95Ms,
    errorShare,
    suspect: false,
    windows: 1,
    windowMs: 60_000,
  }))

test('throughput that grows with load is not saturated', () => {
  expect(
    saturationOf(
      curve([
        [1, 5],
        [2, 10],
        [4, 19],
        [8, 36],
      ]),
      'concurrency',
    ),
  ).toBeNull()
})

test.each([
  [
    'throughput stops',
    curve([
      [1, 5],
      [2, 10],
      [4, 10.2],
    ]),
    'concurrency',
    1,
    'at 4 at once throughput is 10.2/s, after 10.0/s at 2 at once',
  ],
  [
    'latency explodes',
    curve([
      [1, 5],
      [2, 10],
      [4, 18, 501],
    ]),
    'concurrency',
    1,
    'at 4 at once p95 is 5.0 times that of the lightest load',
  ],
  [
    'requests fail',
    curve([
      [1, 5],
      [2, 9, 100, 0.2],
    ]),
    'concurrency',
    0,
    'at 2 at once 20 % of the requests fail',
  ],
  [
    'rates are not kept',
    curve([
      [5, 5],
      [10, 9.9],
      [20, 17.9],
    ]),
    'ratePerSecond',
    1,
    'at 20/s 17.9 requests/s are completed',
  ],
  [
    'the first point is too much',
    curve([
      [50, 20],
      [100, 21],
    ]),
    'ratePerSecond',
    0,
    'at 50/s 20.0 requests/s are completed',
  ],
] as const)('%s: the point before is the last one that holds', (_what, points, of, step, because) => {
  expect(saturationOf([...points], of)).toEqual({
    step,
    target: points[step]?.target,
    requestsPerSecond: points[step]?.requestsPerSecond,
    because,
  })
})

test('without latencies throughput alone decides', () => {
  expect(
    saturationOf(
      curve([
        [1, 0, null],
        [2, 0, null],
      ]),
      'concurrency',
    ),
  ).toBeNull()
})

test('what chance leaves in flight at the end of a short window is no saturation; what a backlog leaves is', () => {
  const short = (points: Parameters<typeof curve>[0]) => curve(points).map((point) => ({ ...point, windowMs: 1_500 }))
  // 13 of 15 requests, with one or two in flight at any time.
  expect(saturationOf(short([[10, 8.66]]), 'ratePerSecond')).toBeNull()
  expect(
    saturationOf(
      short([
        [10, 9.9],
        [12, 9.9],
      ]),
      'ratePerSecond',
    ),
  ).toBeNull()
  expect(
    saturationOf(
      short([
        [10, 9.9],
        [60, 30, 400],
      ]),
      'ratePerSecond',
    ),
  ).toMatchObject({ step: 0, because: 'at 60/s 30.0 requests/s are completed' })
})
