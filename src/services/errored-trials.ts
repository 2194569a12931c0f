import { isAskedAgain } from '../judge/is-asked-again.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { useCasesOf } from '../records/list-runs.ts'
import { trialKeyText } from '../records/record-order.ts'
import type { CallRequest } from '../schema/call.ts'
import type { JournalPast } from '../schema/journal.ts'

/**
 * Says of a request whether it is to be asked where errors alone are retried: its trial ended with an error before the run was resumed (by its record,
 * or by a call in the journal where the run was killed before the record was written), or the call itself did, as that of a judge.
 * A reply of a judge that cannot be read is an error as well: it is asked for a better one.
 */
export async function erroredTrials(resultsFolder: string, runId: string, past: JournalPast): Promise<(request: CallRequest) => boolean> {
  const errored = new Set(past.failed)
  for (const useCase of await useCasesOf(resultsFolder, runId)) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    for await (const trial of store.trials()) if (trial.status === 'errored') errored.add(trialKeyText(trial))
  }
  return (request) => past.failedCalls.has(request.requestHash) || isAskedAgain(request) || errored.has(trialKeyText(trialOf(request)))
}

/** A judge's call belongs to the trial that is judged. */
const trialOf = (request: CallRequest): CallRequest => ({ ...request, model: request.judgedModel ?? request.model })
