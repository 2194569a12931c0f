import { ValueType, metrics } from '@opentelemetry/api'
import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api'
import type { Usage } from '../schema/answer.ts'
import type { Semconv } from '../schema/telemetry.ts'
import {
  ATTRIBUTES,
  SECONDS_BUCKETS,
  TIMES,
  TOKENS_PER_CALL,
  TOKEN_BUCKETS,
  TOKEN_COUNTERS,
  TOKEN_USAGE,
  conventionsOf,
} from './conventions.ts'
import { SCOPE } from './own-names.ts'

/** What a call has taken, in seconds. */
export interface CallTimes {
  duration: number
  timeToFirstChunk: number | null
  timesPerOutputChunk: readonly number[]
}

type TokenKind = keyof typeof TOKEN_COUNTERS
const TOKEN_KINDS = Object.keys(TOKEN_COUNTERS) as TokenKind[]
const TOTALS = ['inputTokens', 'outputTokens'] as const

/** The metrics of calls, under the names that were asked for. Made where an SDK is registered: instruments of the API alone stay deaf. */
export class Instruments {
  readonly #times: Record<keyof (typeof TIMES)['latest'], Histogram>[]
  readonly #latest: { counters: Record<TokenKind, Counter>; perCall: Record<(typeof TOTALS)[number], Histogram> } | null
  readonly #usage: Histogram | null

  constructor(semconv: Semconv) {
    const meter = metrics.getMeter(SCOPE)
    const conventions = conventionsOf(semconv)
    this.#times = conventions.map((convention) => ({
      duration: seconds(meter, TIMES[convention].duration, 'Duration of a call'),
      timeToFirstChunk: seconds(meter, TIMES[convention].timeToFirstChunk, 'From the request to the first chunk'),
      timePerOutputChunk: seconds(meter, TIMES[convention].timePerOutputChunk, 'Between chunks'),
    }))
    this.#latest = conventions.includes('latest') ? latestTokens(meter) : null
    this.#usage = conventions.includes('v1.41') ? tokens(meter, TOKEN_USAGE, 'Tokens per call') : null
  }

  /** `error.type` belongs to the duration alone. */
  times({ duration, timeToFirstChunk, timesPerOutputChunk }: CallTimes, attributes: Attributes, errorType: string | null): void {
    const ended = errorType === null ? attributes : { ...attributes, [ATTRIBUTES.errorType]: errorType }
    for (const instruments of this.#times) {
      instruments.duration.record(duration, ended)
      if (timeToFirstChunk !== null) instruments.timeToFirstChunk.record(timeToFirstChunk, attributes)
      for (const time of timesPerOutputChunk) instruments.timePerOutputChunk.record(time, attributes)
    }
  }

  /** What is not known is not reported. */
  usage(usage: Usage, attributes: Attributes): void {
    const text = { ...attributes, [ATTRIBUTES.tokenModality]: 'text' }
    for (const kind of this.#latest ? TOKEN_KINDS : []) {
      const count = usage[kind]
      if (count !== null) this.#latest?.counters[kind].add(count, text)
    }
    for (const kind of TOTALS) {
      const count = usage[kind]
      if (count === null) continue
      this.#latest?.perCall[kind].record(count, attributes)
      this.#usage?.record(count, { ...attributes, [ATTRIBUTES.tokenType]: kind === 'inputTokens' ? 'input' : 'output' })
    }
  }
}

function latestTokens(meter: Meter) {
  const counter = (kind: TokenKind) => meter.createCounter(TOKEN_COUNTERS[kind], { unit: '{token}', valueType: ValueType.INT })
  return {
    counters: Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, counter(kind)])) as Record<TokenKind, Counter>,
    perCall: {
      inputTokens: tokens(meter, TOKENS_PER_CALL.inputTokens, 'Input tokens per call'),
      outputTokens: tokens(meter, TOKENS_PER_CALL.outputTokens, 'Output tokens per call'),
    },
  }
}

/** A histogram of seconds, with the conventions' buckets. */
export function seconds(meter: Meter, name: string, description: string): Histogram {
  return meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: SECONDS_BUCKETS } })
}

function tokens(meter: Meter, name: string, description: string): Histogram {
  const advice = { explicitBucketBoundaries: TOKEN_BUCKETS }
  return meter.createHistogram(name, { description, unit: '{token}', valueType: ValueType.INT, advice })
}
