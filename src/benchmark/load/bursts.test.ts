import { expect, test } from 'vitest'
import { virtualRun } from '../testing/virtual-run.ts'

const startsOf = (samples: readonly { startMs: number }[]) => samples.map(({ startMs }) => startMs)

test('a burst is sent at once, after what warms up, and the next one when all of it has ended', async () => {
  const { warmUp, measured, cells } = await virtualRun({ load: { kind: 'burst', requests: 3, bursts: 2 }, warmUp: { requests: 2 } })
  expect(startsOf(warmUp)).toEqual([0, 200])
  expect(startsOf(measured)).toEqual([400, 400, 400, 600, 600, 600])
  expect(cells[0]?.rates).toMatchObject({ windowMs: 400, requestsPerSecond: 15, peakConcurrency: 3 })
  expect(cells[0]?.step.label).toBe('2 bursts of 3')
})

test('bursts that have a time of their own do not wait for each other', async () => {
  const { measured } = await virtualRun({ load: { kind: 'burst', requests: 2, bursts: 3, everySeconds: 0.1 } })
  expect(startsOf(measured)).toEqual([0, 0, 100, 100, 200, 200])
})
