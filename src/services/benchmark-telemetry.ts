import type { BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { CallOnce } from '../schema/call-once.ts'
import type { Config } from '../schema/config.ts'
import type { Model } from '../schema/model.ts'
import { openTelemetry } from './open-telemetry.ts'

/** How a benchmark tells OpenTelemetry of what it does. */
export interface BenchmarkTelling {
  /** The port `Call`, its calls told as spans and metrics. */
  call: CallOnce
  observers: BenchmarkObserver[]
  /** Hands over what is held; never rejects. */
  flush(): Promise<void>
}

/** The calls of a benchmark as they were, where the config asks for no telemetry. */
export async function benchmarkTelemetry(config: Config, call: CallOnce, models: readonly Model[]): Promise<BenchmarkTelling> {
  const observer = await openTelemetry(config)
  if (!observer) return { call, observers: [], flush: async () => undefined }
  const [{ observedCalls }, { BenchmarkTelemetry }] = await Promise.all([
    import('../telemetry/observed-calls.ts'),
    import('../telemetry/benchmark-telemetry.ts'),
  ])
  return { call: observedCalls(call, observer, models), observers: [new BenchmarkTelemetry()], flush: () => observer.flush() }
}
