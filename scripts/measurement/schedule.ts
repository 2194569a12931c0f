import type { ClientResult, SeenRequest } from './client-job.ts'
import { finding, timing } from './finding.ts'
import type { Finding } from './finding.ts'
import { measure } from './measure.ts'
import { at, mean } from './middle.ts'
import type { Pair } from './pair-stamps.ts'

/** An open loop at a steady rate: the rate that is reported, that which the server saw, and that which was aimed at. */
export async function achievedRate(ratePerSecond: number, seconds: number): Promise<Finding[]> {
  const server = { latency: { kind: 'fixed', ms: 30 }, answer: 'Yes.' } as const
  const load = { kind: 'open', ratePerSecond, arrivals: 'constant' } as const
  const scenario = { prompt: 'Well?', load, stop: { seconds }, warmUp: { requests: 5 } }
  const { cell, pairs } = await measure({ server, scenario })
  const arrived = pairs.map(({ stamps }) => stamps.arrivedNs).sort((a, b) => a - b)
  const seen = ((arrived.length - 1) * 1e9) / ((arrived.at(-1) ?? 0) - (arrived[0] ?? 0))
  const within = { least: ratePerSecond * 0.98, most: ratePerSecond * 1.02 }
  return [
    timing('rate that is reported as achieved', cell.rates.achievedPerSecond, '/s', within),
    timing('rate that the server saw', seen, '/s', within),
    finding('schedule lag: p99', cell.rates.scheduleLagMs?.p99 ?? null, 'ms'),
  ]
}

/** The event loop of the client is kept busy while requests are due: the delay that is reported, beside the one that was made. */
export async function injectedDelay(seconds: number): Promise<Finding[]> {
  const server = { latency: { kind: 'fixed', ms: 20 }, answer: 'Yes.' } as const
  const load = { kind: 'open', ratePerSecond: 25, arrivals: 'constant' } as const
  const scenario = { prompt: 'Well?', load, stop: { seconds }, warmUp: { requests: 5 } }
  const { cell, requests, pairs, busyNs } = await measure({ server, scenario, busy: { forMs: 400, everyMs: 1_000 } })
  const measured = requests.filter(({ phase }) => phase === 'measured')
  const made = measured.map((request) => delayMs(request, busyNs))
  const delayed = measured.filter((_, index) => (made[index] ?? 0) > 0)
  const late = pairs.filter(({ seen }) => delayMs(seen, busyNs) > 0).map(arrivedLateMs)
  const lag = cell.rates.scheduleLagMs
  return [
    finding('requests that were delayed', delayed.length, '', { least: seconds * 5 }),
    finding('their mean delay that was made', mean(made.filter((delay) => delay > 0)), 'ms'),
    finding('their mean delay that was measured', mean(delayed.map(queueMs)), 'ms'),
    timing('mean delay of all: measured / made', ratio(mean(measured.map(queueMs)), mean(made)), '', TEN_PERCENT),
    timing('mean delay of those delayed: measured / seen by the server', ratio(mean(delayed.map(queueMs)), mean(late)), '', TEN_PERCENT),
    timing('p99 of the lag: reported / made', ratio(lag?.p99 ?? null, at(made, 0.99)), '', TEN_PERCENT),
    timing('most lag: reported / made', ratio(lag?.max ?? null, Math.max(...made)), '', TEN_PERCENT),
    finding('the run says suspect', cell.validity.suspect ? 1 : 0, '', { least: 1 }),
  ]
}

const arrivedLateMs = ({ seen, stamps }: Pair) => (stamps.arrivedNs - seen.scheduledNs) / 1e6

const TEN_PERCENT = { least: 0.9, most: 1.1 }

/** How long the event loop was kept busy after the request was due. */
function delayMs({ scheduledNs }: SeenRequest, busyNs: ClientResult['busyNs']): number {
  const during = busyNs.find(([from, to]) => scheduledNs >= from && scheduledNs < to)
  return during ? (during[1] - scheduledNs) / 1e6 : 0
}

const queueMs = (request: SeenRequest) => request.queueMs ?? Number.NaN

function ratio(measured: number | null, made: number | null): number | null {
  return measured === null || made === null ? null : measured / made
}

/** A server that takes 500 ms, asked ten times a second by a client that has one request in flight: eight requests. */
export async function slowServer(): Promise<Finding[]> {
  const server = { latency: { kind: 'fixed', ms: 500 }, service: { slots: 1 }, answer: 'Yes.' } as const
  const load = { kind: 'open', ratePerSecond: 10, arrivals: 'constant', mostInFlight: 1 } as const
  const { cell, pairs } = await measure({ server, scenario: { prompt: 'Well?', load, stop: { requests: 8 }, warmUp: { requests: 0 } } })
  const service = cell.figures.latencyMs?.mean ?? null
  const fromSchedule = cell.figures.latencyFromScheduleMs?.mean ?? null
  // The n-th waits until those before it are done: n · (service − 100 ms).
  const expected = service === null ? null : service + 3.5 * (service - 100)
  return [
    finding('requests measured', pairs.length, '', { least: 8, most: 8 }),
    finding('service: mean is not below', service, 'ms', { least: 500 }),
    finding('from schedule: mean is not below', fromSchedule, 'ms', { least: 1_900 }),
    timing('service: mean', service, 'ms', { least: 500, most: 525 }),
    timing('from schedule: mean', fromSchedule, 'ms', { least: 1_900, most: 2_030 }),
    timing('from schedule: reported / derived from the service', ratio(fromSchedule, expected), '', { least: 0.98, most: 1.02 }),
    finding('the run says suspect', cell.validity.suspect ? 1 : 0, '', { least: 1 }),
  ]
}
