import type { CallRecord, CallRequest } from '../schema/call.ts'
import { EVAL_ERROR_KINDS } from '../schema/eval-error.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Model } from '../schema/model.ts'
import { TAPE_SCHEMA } from '../schema/tape.ts'
import type { TapeEntry, TapeQuestion } from '../schema/tape.ts'

/**
 * A call as a line of the tape, its fields in the order in which they are read. `null` for one that is not recorded: an error that says nothing
 * of the model (limits, time-outs, keys); what counts as the model's answer, a refusal or a garbled response, is recorded as it was.
 */
export function tapeEntryOf(record: CallRecord, model: Model): TapeEntry | null {
  const { completion, error, cost } = record
  const failed = completion === null ? error : null
  if (completion === null && (failed === null || EVAL_ERROR_KINDS[failed.kind].counts !== 'answered')) return null
  const { task, case: caseId, trial, nth = 0, phase, request } = record
  return {
    schema: TAPE_SCHEMA,
    task,
    case: caseId,
    trial,
    nth,
    phase,
    model: model.label,
    provider: model.provider,
    name: model.name,
    baseUrl: plainAddress(model.baseUrl),
    request: {
      messages: request.messages,
      ...(request.tools ? { tools: request.tools } : {}),
      ...(request.outputSchema ? { outputSchema: request.outputSchema } : {}),
      params: sorted(request.params as JsonObject),
    },
    answer: completion && answerOf(completion),
    error: failed,
    cost: { nanoUsd: cost.nanoUsd, source: cost.source, priced: cost.priced },
    recordedAt: recordedAtOf(record),
    requestHash: record.requestHash,
  }
}

/** When a call of the journal was asked: by it the tape's entry is known for the same answer. */
export function recordedAtOf({ completion, attempts }: CallRecord): string {
  return completion?.timings.startedAt ?? attempts.at(-1)?.startedAt ?? ''
}

/** A recorded call as this run's journal and report hold it: nothing was asked, nothing was paid, the latency is the recorded one. */
export function replayedCall(entry: TapeEntry, request: CallRequest, callId: string, simulated: boolean): CallRecord {
  const { callCase: _, judgedModel: __, ...asked } = request
  const { answer, recordedAt } = entry
  return {
    schema: 'taskbench/call@1',
    callId,
    ...asked,
    completion: answer && { ...answer, timings: { startedAt: recordedAt, ...answer.timings }, inlineCostNanoUsd: null },
    error: entry.error,
    cost: { nanoUsd: 0, source: 'replayed', priced: entry.cost.priced, originalNanoUsd: entry.cost.nanoUsd },
    queueMs: 0,
    attempts: [],
    simulated,
    replayed: { recordedAt },
  }
}

/** A question as the tape looks for it. */
export function tapeQuestionOf({ requestHash, task, case: caseId, trial, nth, phase, request }: CallRequest, model: Model): TapeQuestion {
  const { label, provider, name, baseUrl } = model
  return { requestHash, task, case: caseId, trial, nth, phase, request, model: { label, provider, name, baseUrl: plainAddress(baseUrl) } }
}

function answerOf(completion: NonNullable<CallRecord['completion']>): NonNullable<TapeEntry['answer']> {
  const { text, toolCalls, finishReason, parts, servedModel, responseId, structuredOutput, usage, timings } = completion
  return {
    text,
    toolCalls,
    finishReason,
    parts,
    servedModel,
    responseId,
    structuredOutput,
    usage,
    timings: { firstByteMs: timings.firstByteMs, firstTokenMs: timings.firstTokenMs, latencyMs: timings.latencyMs },
  }
}

/** An address without what may be secret in it. */
function plainAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null
  const { origin, pathname } = new URL(address)
  return origin + pathname
}

function sorted<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) as T
}
