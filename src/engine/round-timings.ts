import type { Completion } from '../schema/answer.ts'
import { roundMs } from '../time/round-ms.ts'

/** Timings as they are kept and told: to the microsecond. */
export function roundTimings({ startedAt, firstByteMs, firstTokenMs, latencyMs }: Completion['timings']): Completion['timings'] {
  return { startedAt, firstByteMs: roundMs(firstByteMs), firstTokenMs: roundMs(firstTokenMs), latencyMs: roundMs(latencyMs) }
}
