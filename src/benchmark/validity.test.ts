import { expect, test } from 'vitest'
import type { MachineFigures } from './machine-watch.ts'
import { validityOf } from './validity.ts'
import type { ValidityFacts } from './validity.ts'

const CALM: MachineFigures = {
  spanMs: 1_000,
  eventLoopUtilization: 0.1,
  eventLoopDelayMs: { p50: 0.1, p99: 2, max: 5 },
  gcPauseMs: { total: 3, max: 1 },
  cpuMs: 100,
  loadAverage: 0.5,
}
const facts = (more: Partial<ValidityFacts> = {}, machine: Partial<MachineFigures> = {}): ValidityFacts => ({
  machines: [{ ...CALM, ...machine }],
  rates: { targetPerSecond: 10, achievedPerSecond: 10, scheduleLagMs: { p50: 0.1, p99: 2, max: 5 }, windowMs: 1_000 },
  full: { waited: 0, dropped: 0, due: 10, mostInFlight: 5 },
  littleDeviation: 0.02,
  steadyFromMs: 0,
  newConnections: 1,
  reusedConnections: 9,
  heldBytesPeak: 0,
  longestPauseMs: 0,
  ...more,
})
const rates = facts().rates

test('a calm machine that kept its schedule is not suspect', () => {
  expect(validityOf(facts())).toMatchObject({ suspect: false, reasons: [], cpuShare: 0.1, eventLoopUtilization: 0.1, loadAverage: 0.5 })
})

test.each([
  [
    'a busy process',
    facts({}, { eventLoopUtilization: 0.71 }),
    'this process was busy 71 % of the time, more than 70 %: it may be what was measured',
  ],
  [
    'a late event loop',
    facts({}, { eventLoopDelayMs: { p50: 1, p99: 20.4, max: 30 }, loadAverage: 9 }),
    "the event loop was late by 20.4 ms (p99), more than 20 ms; the machine's load average was 9.0",
  ],
  ['garbage', facts({}, { gcPauseMs: { total: 120, max: 60 } }), 'garbage collection took 12 % of the time, more than 10 %'],
  [
    'a late schedule',
    facts({ rates: { ...rates, scheduleLagMs: { p50: 1, p99: 10.2, max: 15 } } }),
    'requests left 10.2 ms (p99) after their time, more than 10 ms',
  ],
  [
    'a rate that was not kept',
    facts({ rates: { ...rates, achievedPerSecond: 9.7 } }),
    '9.70 requests/s left, less than 98 % of the 10.0/s that were due',
  ],
  [
    'too many in flight',
    facts({ full: { waited: 3, dropped: 0, due: 10, mostInFlight: 5 } }),
    'of 10 requests 3 had to wait: 5 in flight were allowed (load.mostInFlight)',
  ],
  [
    'requests that were never sent',
    facts({ full: { waited: 0, dropped: 4, due: 10, mostInFlight: 5 } }),
    'of 10 requests 4 were never sent: 5 in flight were allowed (load.mostInFlight)',
  ],
  [
    "Little's law",
    facts({ littleDeviation: -0.12 }),
    "requests in flight differ by 12 % from rate × time in flight (Little's law), more than 10 %",
  ],
])('%s makes it suspect, with the figure and its limit', (_what, given, reason) => {
  expect(validityOf(given)).toMatchObject({ suspect: true, reasons: [reason] })
})

test('of several blocks the worst counts', () => {
  const found = validityOf({ ...facts(), machines: [CALM, { ...CALM, eventLoopUtilization: 0.9, gcPauseMs: { total: 7, max: 6 } }] })
  expect(found).toMatchObject({ suspect: true, eventLoopUtilization: 0.9, gcPauseMs: { total: 10, max: 6 }, cpuShare: 0.1 })
})

test('what is not known is not held against it', () => {
  const unknown = facts({ rates: { ...rates, targetPerSecond: null, scheduleLagMs: null }, full: null, littleDeviation: null })
  expect(validityOf(unknown).suspect).toBe(false)
})
