import { expect, test } from 'vitest'
import { InFlight } from './in-flight.ts'

test('mean and peak of what is in flight follow from its changes, whatever part of the time is looked at', () => {
  const inFlight = new InFlight()
  for (const [by, at] of [
    [1, 0],
    [1, 10],
    [-1, 30],
    [-1, 40],
  ] as const)
    inFlight.change(by, at)
  expect(inFlight.between(0, 40)).toEqual({ mean: 1.5, peak: 2 })
  expect(inFlight.between(20, 40)).toEqual({ mean: 1.5, peak: 2 })
  expect(inFlight.between(32, 38)).toEqual({ mean: 1, peak: 1 })
  expect(inFlight.between(40, 80)).toEqual({ mean: 0, peak: 0 })
  expect(inFlight.between(10, 10)).toEqual({ mean: 0, peak: 0 })
  expect(inFlight.now).toBe(0)
})

test('thousands of changes are kept', () => {
  const inFlight = new InFlight()
  for (let at = 0; at < 1_000; at++) inFlight.change(1, at)
  expect(inFlight.between(0, 1_000)).toEqual({ mean: 500.5, peak: 1_000 })
})
