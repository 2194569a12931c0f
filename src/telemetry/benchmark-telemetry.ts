import { ValueType, metrics } from '@opentelemetry/api'
import type { Attributes, Counter, Histogram } from '@opentelemetry/api'
import type { AskedRequest, BenchmarkBlock, BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { Model } from '../schema/model.ts'
import type { Sample } from '../schema/sample.ts'
import { ATTRIBUTES } from './conventions.ts'
import { seconds } from './instruments.ts'
import { BENCHMARK_METRICS, SCOPE, aboutAttribute } from './own-names.ts'
import { isMetering } from './registered.ts'
import { modelAttributes } from './request-attributes.ts'

type Times = Record<'queue' | 'scheduleLag' | 'firstToken' | 'timePerOutputToken' | 'latency', Histogram>

/**
 * Tells OpenTelemetry of measured requests what its conventions have no word for: they know chunks, not tokens, and no schedule. Warm-up and
 * cool-down are not told.
 */
export class BenchmarkTelemetry implements BenchmarkObserver {
  #instruments: { times: Times; requests: Counter; goodput: Counter } | null = null
  readonly #scheduled = new Set<string>()

  onBlockStart({ scenario }: BenchmarkBlock): void {
    const { load } = scenario
    const keepsSchedule = 'of' in load ? load.of === 'ratePerSecond' : load.kind !== 'closed'
    if (keepsSchedule) this.#scheduled.add(scenario.name)
  }

  onSample(sample: Sample, { model, startAtMs, scheduledAtMs }: AskedRequest): void {
    if (sample.phase !== 'measured' || !isMetering()) return
    const { times, requests, goodput } = (this.#instruments ??= makeInstruments())
    const attributes = attributesOf(sample, model)
    const record = (histogram: Histogram, ms: number | null) => ms !== null && histogram.record(ms / 1000, attributes)
    record(times.queue, sample.queueMs)
    if (this.#scheduled.has(sample.scenario)) record(times.scheduleLag, startAtMs - scheduledAtMs)
    record(times.firstToken, sample.firstTokenMs)
    record(times.timePerOutputToken, sample.timePerOutputTokenMs)
    record(times.latency, sample.latencyMs)
    requests.add(1, sample.error === null ? attributes : { ...attributes, [ATTRIBUTES.errorType]: sample.error.kind })
    if (sample.meetsSlo === true && sample.error === null) goodput.add(1, attributes)
  }
}

function attributesOf({ scenario, step }: Sample, model: Model): Attributes {
  return { ...modelAttributes(model), [aboutAttribute('scenario')]: scenario, [aboutAttribute('step')]: step }
}

function makeInstruments() {
  const meter = metrics.getMeter(SCOPE)
  const count = (name: string, description: string) =>
    meter.createCounter(name, { description, unit: '{request}', valueType: ValueType.INT })
  const names = BENCHMARK_METRICS
  return {
    times: {
      queue: seconds(meter, names.queue, 'From the intended to the real start of a request'),
      scheduleLag: seconds(meter, names.scheduleLag, 'How late the client began what it had a schedule for'),
      firstToken: seconds(meter, names.firstToken, 'From the start to the first part of the answer'),
      timePerOutputToken: seconds(meter, names.timePerOutputToken, 'Per output token after the first part'),
      latency: seconds(meter, names.latency, 'From the start to the last part of the answer'),
    },
    requests: count(names.requests, 'Measured requests'),
    goodput: count(names.goodput, 'Measured requests that met all objectives of their scenario'),
  }
}
