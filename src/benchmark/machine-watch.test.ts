import { expect, test } from 'vitest'
import { MachineWatch } from './machine-watch.ts'

test('a process that is kept busy on purpose shows it: event loop, its delay and the processor', async () => {
  const watch = new MachineWatch()
  watch.start()
  // The first look at the delay takes place in a turn of its own.
  await new Promise((resolve) => setTimeout(resolve, 30))
  const until = performance.now() + 150
  const before = process.cpuUsage()
  // Where others keep the processor busy it takes longer to have used some of it.
  while (performance.now() < until || process.cpuUsage(before).user < 30_000);
  await new Promise((resolve) => setTimeout(resolve, 30))
  watch.stop()
  const { spanMs, eventLoopUtilization, eventLoopDelayMs, cpuMs } = watch.figures
  expect(spanMs).toBeGreaterThanOrEqual(200)
  expect(eventLoopUtilization * spanMs).toBeGreaterThan(140)
  expect(eventLoopDelayMs.max).toBeGreaterThan(80)
  expect(cpuMs).toBeGreaterThan(20)
  expect(watch.figures).toEqual(watch.figures)
})

test('of no time at all nothing is said', () => {
  const watch = new MachineWatch()
  watch.start()
  watch.stop()
  expect(watch.figures).toMatchObject({ eventLoopUtilization: 0, eventLoopDelayMs: { p99: 0 } })
})
