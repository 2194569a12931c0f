import { finding, timing } from './finding.ts'
import type { Finding } from './finding.ts'
import { measure } from './measure.ts'
import { at, median } from './middle.ts'
import { deliveryMs, firstTokenErrorMs, miscounts, timePerTokenErrorMs } from './pair-stamps.ts'

const GAP_MS = 29
const MB = 2 ** 20

/** So many streams at once, 34 chunks a second each, each stream asked so often; 3,000 a second are to be left with the time to the first. */
export async function manyStreams(streams: number, rounds: number, tokens = 150): Promise<Finding[]> {
  const server = { latency: { kind: 'fixed', ms: 300 }, stream: { tokens, gaps: GAP_MS } } as const
  const load = { kind: 'closed', concurrency: streams } as const
  const scenario = { prompt: 'Talk.', load, stop: { requests: streams * rounds }, warmUp: { requests: streams } }
  const { cell, pairs, memory, idleHeapBytes, endHeapBytes } = await measure({ server, scenario })
  const errors = pairs.map(firstTokenErrorMs)
  const { validity, rates } = cell
  const isLate = (at(pairs.map(deliveryMs), 0.99) ?? Number.POSITIVE_INFINITY) > 50
  return [
    finding('requests measured', pairs.length, '', { least: streams * rounds }),
    finding('failed', rates.failed, '', { most: 0 }),
    finding('tokens and chunks miscounted', miscounts(pairs), '', { most: 0 }),
    timing('chunks per second while measured', rates.outputTokensPerSecond, '/s', { least: 30 * streams }),
    timing('heap retained over idle', (endHeapBytes - idleHeapBytes) / MB, 'MB', { most: 10 }),
    timing('heap retained, as the report says', megabytes(memory?.retainedHeapBytes), 'MB', { most: 10 }),
    finding('peak heap', megabytes(memory?.peakHeapBytes), 'MB'),
    finding('peak RSS', megabytes(memory?.peakRssBytes), 'MB'),
    finding('first token: median error', median(errors), 'ms'),
    finding('first token: p99 of the error', at(errors, 0.99), 'ms'),
    finding('time per token: median error', median(pairs.map(timePerTokenErrorMs)), 'ms'),
    finding('event loop utilisation', validity.eventLoopUtilization, ''),
    finding('event loop delay: p99', validity.eventLoopDelayMs.p99, 'ms'),
    finding('the run says suspect', validity.suspect ? 1 : 0, ''),
    // A machine that cannot keep up must not go unnoticed.
    timing('p99 of the delivery over 50 ms, and not suspect', isLate && !validity.suspect ? 1 : 0, '', { most: 0 }),
  ]
}

const megabytes = (bytes: number | null | undefined) => (bytes === null || bytes === undefined ? null : bytes / MB)

const CALM_SERVER = { latency: { kind: 'fixed', ms: 100 }, stream: { tokens: 20, gaps: 10 } } as const
const FIVE = { prompt: 'Talk.', load: { kind: 'closed', concurrency: 5 }, warmUp: { requests: 2 } } as const

/** A client whose event loop is starved on purpose must say so. */
export async function starved(seconds: number): Promise<Finding[]> {
  const scenario = { ...FIVE, stop: { seconds } }
  const { cell, pairs } = await measure({ server: CALM_SERVER, scenario, busy: { forMs: 60, everyMs: 70 } })
  const { suspect, reasons, eventLoopUtilization, eventLoopDelayMs } = cell.validity
  return [
    finding('the run says suspect', suspect ? 1 : 0, '', { least: 1 }),
    finding('its reasons', reasons.length, '', { least: 1 }),
    finding('event loop utilisation', eventLoopUtilization, ''),
    finding('event loop delay: p99', eventLoopDelayMs.p99, 'ms'),
    finding('first token: median error', median(pairs.map(firstTokenErrorMs)), 'ms'),
  ]
}

/** The same client, left alone, must not cry wolf. */
export async function leftAlone(seconds: number): Promise<Finding[]> {
  const { cell } = await measure({ server: CALM_SERVER, scenario: { ...FIVE, stop: { seconds } } })
  const { suspect, eventLoopUtilization, eventLoopDelayMs } = cell.validity
  return [
    timing('the run says suspect', suspect ? 1 : 0, '', { most: 0 }),
    finding('event loop utilisation', eventLoopUtilization, ''),
    finding('event loop delay: p99', eventLoopDelayMs.p99, 'ms'),
  ]
}
