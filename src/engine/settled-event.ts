import type { CallRecord } from '../schema/call.ts'
import type { EngineEventBody } from '../schema/event.ts'

/** That a call has ended; what was reused costs nothing again. */
export function settledEvent(record: CallRecord, { reused }: { reused: boolean }): EngineEventBody {
  return {
    type: 'call-settled',
    callId: record.callId,
    model: record.model,
    phase: record.phase,
    error: record.error,
    costNanoUsd: reused ? 0 : record.cost.nanoUsd,
    latencyMs: record.completion?.timings.latencyMs ?? null,
    reused,
    replayed: record.replayed !== undefined,
  }
}
