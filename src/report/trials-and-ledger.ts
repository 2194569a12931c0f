import type { RecordStore, TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import type { Ledger } from './ledger.ts'

/**
 * A run's trials and its ledger from one reading of its records: every call of the run is added to the ledger once, those of the trials as
 * they come, and those that no trial names behind the last of them. `isOwn`: all calls of the trials are the run's own, as far as there are any yet.
 */
export async function* trialsAndLedger(
  store: RecordStore,
  details: AsyncIterable<TrialDetail>,
  ledger: Ledger,
  isOwn = false,
): AsyncGenerator<TrialRecord> {
  const before = isOwn ? null : await store.callIds()
  const added = new Set<string>()
  for await (const { trial, calls } of details) {
    for (const call of calls) {
      if (before ? !before.delete(call.callId) : added.has(call.callId)) continue
      if (!before) added.add(call.callId)
      ledger.add(call)
    }
    yield trial
  }
  const missing = before ?? (await store.callIds()).difference(added)
  if (missing.size > 0) for await (const call of store.calls(missing)) ledger.add(call)
}
