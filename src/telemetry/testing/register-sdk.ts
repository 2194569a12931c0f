import { context, metrics, trace } from '@opentelemetry/api'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { onTestFinished } from 'vitest'

/** Registers OpenTelemetry's SDK with exporters that send to the address, as a user's own module would. Undone when the test ends. */
export function registerSdk(address: string): void {
  const exporter = new OTLPTraceExporter({ url: `${address}/v1/traces` })
  const tracing = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] })
  const reader = new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${address}/v1/metrics` }) })
  const metering = new MeterProvider({ readers: [reader] })
  trace.setGlobalTracerProvider(tracing)
  metrics.setGlobalMeterProvider(metering)
  onTestFinished(async () => {
    trace.disable()
    metrics.disable()
    context.disable()
    await Promise.all([tracing.shutdown(), metering.shutdown()])
  })
}
