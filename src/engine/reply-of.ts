import type { Completion, Timings } from '../schema/answer.ts'
import type { CallRecord, Reply } from '../schema/call.ts'

/** A call of the journal as the engine's answer. `reused`: it was made for another question, or in an earlier run. */
export function replyOf(record: CallRecord, completion: Completion, reused: boolean): Reply {
  const timings: Timings = { ...completion.timings, queueMs: record.queueMs }
  return {
    callId: record.callId,
    completion: { ...completion, timings },
    cost: record.cost,
    attempts: record.attempts.length,
    reused,
    replayed: record.replayed !== undefined,
    simulated: record.simulated,
  }
}
