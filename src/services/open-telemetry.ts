import type { CallObserver } from '../schema/call-observer.ts'
import type { Config } from '../schema/config.ts'

/** What tells OpenTelemetry of calls; loaded only where the config asks for it. */
export async function openTelemetry({ telemetry }: Config): Promise<CallObserver | undefined> {
  if (!telemetry) return undefined
  const { CallTelemetry } = await import('../telemetry/call-telemetry.ts')
  return new CallTelemetry(telemetry)
}
