import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { Ledger } from './ledger.ts'

/**
 * A run's trials and its ledger from one reading of its records: every call of the run is added to the ledger once, those of the trials as
 * they come, and those that no trial names behind the last of them.
 */
export async function* trialsAndLedger(
  store: RecordStore,
  details: AsyncIterable<TrialDetail>,
  ledger: Ledger,
): AsyncGenerator<TrialRecord> {
  const missing = await store.callIds()
  for await (const { trial, calls } of details) {
    for (const call of calls) if (missing.delete(call.callId)) ledger.add(call)
    yield trial
  }
  if (missing.size > 0) for await (const call of store.calls(missing)) ledger.add(call)
}
