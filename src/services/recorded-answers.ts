import { attemptingOf } from '../engine/attempting-of.ts'
import { LazyHalt } from '../engine/lazy-halt.ts'
import { recordedError } from '../engine/refusals.ts'
import { replyOf } from '../engine/reply-of.ts'
import { preparedProviders } from '../providers/prepared-providers.ts'
import type { Ask } from '../schema/ask.ts'
import type { Completion } from '../schema/answer.ts'
import type { CallRecord, CallRequest } from '../schema/call.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { openFileTape } from '../tape/file-tape.ts'
import { replayedCall, tapeQuestionOf } from '../tape/tape-entry.ts'

/** Answers from tape and files of answers, without a run. */
export interface RecordedAnswers {
  /** For one model; rejects with an error `notOnTape` where nothing is recorded. */
  of(model: Model): Ask
  close(): Promise<void>
}

/** Opens a config's tape for reading alone, and its files of answers. Throws EvalError config for a broken tape. */
export function recordedAnswers({ root, seed, allowKeys, tape: { folder } }: Config): RecordedAnswers {
  const tape = openFileTape({ folder, root, readOnly: true })
  const providers = preparedProviders({ env: {}, seed, allowKeys, connections: 1 })
  const fromTape = async (request: CallRequest, model: Model) => {
    const entry = tape.find(tapeQuestionOf(request, model))
    if (entry === null) throw new EvalError('config', 'not on the tape', { notOnTape: true })
    return answered(replayedCall(entry, request, '', model.simulated))
  }
  const fromFile = async (request: CallRequest, model: Model) => {
    const provider = await providers.of(model)
    const attempting = attemptingOf(request, model, new LazyHalt(), { attempt: 1, onRateLimit: () => undefined })
    return answered(callOf(request, await provider.complete(attempting)))
  }
  return {
    of: (model) => (request) => (model.answersFile === null ? fromTape(request, model) : fromFile(request, model)),
    async close() {
      await tape.close()
      await providers.close()
    },
  }
}

function answered(record: CallRecord) {
  if (record.completion) return replyOf(record, record.completion, false)
  throw recordedError(record.error ?? { kind: 'bug', message: 'a recorded call has neither answer nor error' })
}

function callOf({ callCase: _, ...asked }: CallRequest, completion: Completion): CallRecord {
  const cost = { nanoUsd: null, source: 'none' as const, priced: null }
  return { schema: 'taskbench/call@1', callId: '', ...asked, completion, error: null, cost, queueMs: 0, attempts: [], simulated: false }
}
