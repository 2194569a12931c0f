import { createNoopMeter, metrics, trace } from '@opentelemetry/api'
import type { TracerProvider } from '@opentelemetry/api'
import { SCOPE } from './own-names.ts'

/** How long what is held may take to be handed over. */
const FLUSH_MS = 5_000

/** What an SDK's provider can, and the API does not name. */
interface Flushing {
  forceFlush?(): Promise<void>
}

/** The API's own provider stands before that which an SDK registers. */
interface Proxy extends TracerProvider {
  getDelegate?(): TracerProvider & Flushing
  getDelegateTracer?(name: string): unknown
}

/** Has somebody registered an SDK for spans? */
export function isTracing(): boolean {
  const provider: Proxy = trace.getTracerProvider()
  return provider.getDelegateTracer === undefined || provider.getDelegateTracer(SCOPE) !== undefined
}

/** Has somebody registered an SDK for metrics? */
export function isMetering(): boolean {
  return metrics.getMeter(SCOPE) !== createNoopMeter()
}

/** Has registered SDKs export what they hold. Never rejects; an exporter whose server does not answer is waited for so long and no longer. */
export async function flushTelemetry(): Promise<void> {
  const tracing: Proxy = trace.getTracerProvider()
  const providers: Flushing[] = [tracing.getDelegate?.() ?? (tracing as Flushing), metrics.getMeterProvider() as Flushing]
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_MS)))
  const flushed = Promise.allSettled(providers.map(async (provider) => provider.forceFlush?.()))
  await Promise.race([flushed, limit])
  clearTimeout(timer)
}
