import { SpanKind, SpanStatusCode, context, trace } from '@opentelemetry/api'
import type { Attributes, HrTime, Span } from '@opentelemetry/api'
import type { CallObservation, CallObserver, ObservedCall, ObservedEnd } from '../schema/call-observer.ts'
import type { Model } from '../schema/model.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import type { TelemetrySettings } from '../schema/telemetry.ts'
import { answerAttributes } from './answer-attributes.ts'
import { ChunkWatch } from './chunk-watch.ts'
import { answerContent, requestContent } from './content-attributes.ts'
import { ATTRIBUTES, OPERATION } from './conventions.ts'
import { Instruments } from './instruments.ts'
import { OWN_ATTRIBUTES, SCOPE } from './own-names.ts'
import { flushTelemetry, isMetering, isTracing } from './registered.ts'
import { modelAttributes, requestAttributes } from './request-attributes.ts'

/**
 * Tells OpenTelemetry of calls: a span each, over all its attempts, and the metrics of the GenAI conventions. Where no SDK is registered it
 * wants to know of none; one may be registered at any time.
 */
export class CallTelemetry implements CallObserver {
  readonly #settings: TelemetrySettings
  readonly #attributes = new WeakMap<Model, Attributes>()
  #instruments: Instruments | null = null

  constructor(settings: TelemetrySettings) {
    this.#settings = settings
  }

  isListening(): boolean {
    return isMetering() || isTracing()
  }

  begin(call: ObservedCall): CallObservation | null {
    // Answers that were recorded elsewhere are no calls.
    if (call.model.answersFile !== null || !this.isListening()) return null
    if (isMetering()) this.#instruments ??= new Instruments(this.#settings.semconv)
    return new ObservedSpan(call, this.#commonTo(call.model), this.#instruments, this.#settings)
  }

  flush(): Promise<void> {
    return flushTelemetry()
  }

  #commonTo(model: Model): Attributes {
    const known = this.#attributes.get(model)
    if (known) return known
    const attributes = modelAttributes(model)
    this.#attributes.set(model, attributes)
    return attributes
  }
}

class ObservedSpan implements CallObservation {
  readonly #call: ObservedCall
  readonly #common: Attributes
  readonly #instruments: Instruments | null
  readonly #settings: TelemetrySettings
  #span: Span | null = null
  #startMs = 0
  #attempts = 0
  #chunks = new ChunkWatch()

  constructor(call: ObservedCall, common: Attributes, instruments: Instruments | null, settings: TelemetrySettings) {
    this.#call = call
    this.#common = common
    this.#instruments = instruments
    this.#settings = settings
  }

  attempt<T>(run: (watch: StreamWatch) => Promise<T>): Promise<T> {
    this.#chunks = new ChunkWatch()
    if (++this.#attempts === 1) this.#start()
    // What libraries below tell of becomes a part of the span.
    return context.with(trace.setSpan(context.active(), this.#span as Span), () => run(this.#chunks))
  }

  ended({ completion, error }: ObservedEnd): void {
    const span = this.#span
    if (!span) return
    const endMs = performance.now()
    const timeToFirstChunk = this.#timeToFirstChunk(completion)
    if (completion) span.setAttributes(answerAttributes(completion, this.#settings.semconv))
    if (completion && this.#settings.content) span.setAttributes(answerContent(completion))
    if (timeToFirstChunk !== null) span.setAttribute(ATTRIBUTES.timeToFirstChunk, timeToFirstChunk)
    if (this.#attempts > 1) span.setAttribute(OWN_ATTRIBUTES.attempts, this.#attempts)
    if (error) {
      span.setAttribute(ATTRIBUTES.errorType, error.kind)
      // A stream that broke was going to end with a reason.
      if (this.#chunks.firstAtMs !== null) span.setAttribute(ATTRIBUTES.finishReasons, ['error'])
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
    }
    span.end(clockTime(endMs))
    this.#measure({ completion, error }, { duration: (endMs - this.#startMs) / 1000, timeToFirstChunk })
  }

  #start(): void {
    const { model, request, about } = this.#call
    this.#startMs = this.#chunks.startedAtMs
    this.#span = trace.getTracer(SCOPE).startSpan(`${OPERATION} ${model.name}`, {
      kind: model.simulated && model.baseUrl === null ? SpanKind.INTERNAL : SpanKind.CLIENT,
      startTime: clockTime(this.#startMs),
      attributes: {
        ...this.#common,
        ...requestAttributes(model, request, about),
        ...(this.#settings.content ? requestContent(request) : {}),
      },
    })
  }

  /** In seconds; `null` where nothing was streamed. A model without a wire says itself when its first token came. */
  #timeToFirstChunk(completion: ObservedEnd['completion']): number | null {
    const { firstAtMs, startedAtMs, isWhole } = this.#chunks
    if (isWhole) return null
    if (firstAtMs !== null) return (firstAtMs - startedAtMs) / 1000
    const firstTokenMs = completion?.timings.firstTokenMs ?? null
    return firstTokenMs === null ? null : firstTokenMs / 1000
  }

  #measure({ completion, error }: ObservedEnd, times: { duration: number; timeToFirstChunk: number | null }): void {
    if (!this.#instruments) return
    const served = completion?.servedModel ?? null
    const attributes = served === null ? this.#common : { ...this.#common, [ATTRIBUTES.responseModel]: served }
    this.#instruments.times({ ...times, timesPerOutputChunk: this.#chunks.gapsS }, attributes, error?.kind ?? null)
    if (completion) this.#instruments.usage(completion.usage, attributes)
  }
}

/** A time of `performance.now()` by the wall clock, in seconds and nanoseconds. */
function clockTime(atMs: number): HrTime {
  const wholeMs = performance.timeOrigin + atMs
  const seconds = Math.floor(wholeMs / 1000)
  return [seconds, Math.round((wholeMs - seconds * 1000) * 1e6)]
}
