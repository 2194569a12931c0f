import type { Rates, Validity } from '../schema/benchmark-report.ts'
import type { MachineFigures } from './machine-watch.ts'

/** Beyond these a measurement is suspect. */
export const VALIDITY_LIMITS = {
  eventLoopUtilization: 0.7,
  eventLoopDelayP99Ms: 20,
  scheduleLagP99Ms: 10,
  /** Of the rate that was aimed at. */
  achievedShare: 0.98,
  littleDeviation: 0.1,
  gcShare: 0.1,
} as const

export interface ValidityFacts extends Pick<
  Validity,
  'littleDeviation' | 'steadyFromMs' | 'newConnections' | 'reusedConnections' | 'heldBytesPeak' | 'longestPauseMs'
> {
  /** Of each block. */
  machines: readonly MachineFigures[]
  rates: Pick<Rates, 'targetPerSecond' | 'achievedPerSecond' | 'scheduleLagMs' | 'windowMs'>
  /** Requests that were sent late or never, because too many were in flight. */
  full: { waited: number; dropped: number; due: number; mostInFlight: number } | null
}

/** What speaks for a measurement and what against it: of several blocks the worst counts. */
export function validityOf(facts: ValidityFacts): Validity {
  const { machines, rates: _rates, full: _full, ...rest } = facts
  const worst = (read: (machine: MachineFigures) => number) => machines.reduce((most, machine) => Math.max(most, read(machine)), 0)
  const sum = (read: (machine: MachineFigures) => number) => machines.reduce((total, machine) => total + read(machine), 0)
  const spanMs = sum((machine) => machine.spanMs)
  const found = {
    eventLoopUtilization: worst((machine) => machine.eventLoopUtilization),
    eventLoopDelayMs: {
      p50: worst((machine) => machine.eventLoopDelayMs.p50),
      p99: worst((machine) => machine.eventLoopDelayMs.p99),
      max: worst((machine) => machine.eventLoopDelayMs.max),
    },
    gcPauseMs: { total: sum((machine) => machine.gcPauseMs.total), max: worst((machine) => machine.gcPauseMs.max) },
    cpuShare: spanMs > 0 ? sum((machine) => machine.cpuMs) / spanMs : 0,
    loadAverage: worst((machine) => machine.loadAverage),
    ...rest,
  }
  const reasons = reasonsOf(facts, found, spanMs)
  return { suspect: reasons.length > 0, reasons, ...found }
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const ms = (value: number): string => `${Number(value.toPrecision(3))} ms`

function reasonsOf({ rates, full }: ValidityFacts, found: Omit<Validity, 'suspect' | 'reasons'>, spanMs: number): string[] {
  const { eventLoopUtilization, eventLoopDelayMs, gcPauseMs, littleDeviation, loadAverage } = found
  const limits = VALIDITY_LIMITS
  const reasons: string[] = []
  if (eventLoopUtilization > limits.eventLoopUtilization)
    reasons.push(
      `this process was busy ${percent(eventLoopUtilization)} of the time, more than ${percent(limits.eventLoopUtilization)}: it may be what was measured`,
    )
  if (eventLoopDelayMs.p99 > limits.eventLoopDelayP99Ms)
    reasons.push(
      `the event loop was late by ${ms(eventLoopDelayMs.p99)} (p99), more than ${limits.eventLoopDelayP99Ms} ms; the machine's load average was ${loadAverage.toFixed(1)}`,
    )
  if (spanMs > 0 && gcPauseMs.total > limits.gcShare * spanMs)
    reasons.push(`garbage collection took ${percent(gcPauseMs.total / spanMs)} of the time, more than ${percent(limits.gcShare)}`)
  const { scheduleLagMs, targetPerSecond, achievedPerSecond } = rates
  if (scheduleLagMs !== null && scheduleLagMs.p99 > limits.scheduleLagP99Ms)
    reasons.push(`requests left ${ms(scheduleLagMs.p99)} (p99) after their time, more than ${limits.scheduleLagP99Ms} ms`)
  if (targetPerSecond !== null && achievedPerSecond < limits.achievedShare * targetPerSecond)
    reasons.push(
      `${achievedPerSecond.toPrecision(3)} requests/s left, less than ${percent(limits.achievedShare)} of the ${targetPerSecond.toPrecision(3)}/s that were due`,
    )
  if (full && full.waited + full.dropped > 0) {
    const became = full.dropped > 0 ? `${full.dropped} were never sent` : `${full.waited} had to wait`
    reasons.push(`of ${full.due} requests ${became}: ${full.mostInFlight} in flight were allowed (load.mostInFlight)`)
  }
  if (littleDeviation !== null && Math.abs(littleDeviation) > limits.littleDeviation)
    reasons.push(
      `requests in flight differ by ${percent(Math.abs(littleDeviation))} from rate × time in flight (Little's law), more than ${percent(limits.littleDeviation)}`,
    )
  return reasons
}
