import { expect, test } from 'vitest'
import { collectGarbage } from './collect-garbage.ts'
import { MemoryWatch } from './memory-watch.ts'

const MEBIBYTE = 2 ** 20
/** What else this process keeps, or gives back, meanwhile. */
const SLACK = 4 * MEBIBYTE

/** Numbers on the heap: 16 MiB. */
const block = () => Array.from({ length: 2 * MEBIBYTE }, (_, index) => index + 0.5)

test('what is kept is retained, what was thrown away is only a peak', () => {
  const watch = new MemoryWatch()
  watch.start()
  const before = process.memoryUsage().heapUsed
  let thrown: number[] | null = block()
  const inUse = process.memoryUsage().heapUsed
  expect(thrown.length).toBe(2 * MEBIBYTE)
  thrown = null
  const garbage = watch.stop()
  expect(Math.abs(garbage.retainedHeapBytes as number)).toBeLessThan(SLACK)
  expect(inUse - before).toBeGreaterThan(12 * MEBIBYTE)
  expect(garbage.peakHeapBytes).toBeGreaterThan(12 * MEBIBYTE)

  const keeping = new MemoryWatch()
  keeping.start()
  const kept = block()
  const memory = keeping.stop()
  expect(kept.length).toBe(2 * MEBIBYTE)
  expect(memory.retainedHeapBytes).toBeGreaterThan(16 * MEBIBYTE - SLACK)
  expect(memory.peakRssBytes).toBeGreaterThan(memory.peakHeapBytes / 2)
  expect(memory.samples).toBeGreaterThanOrEqual(2)
})

test('a collection can be forced in a Node that was started without the flag, and leaves no trace of that', () => {
  expect(collectGarbage()).toBe(true)
  expect(globalThis.gc).toBeUndefined()
})
