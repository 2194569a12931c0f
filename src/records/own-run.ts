import type { CallRecord } from '../schema/call.ts'
import type { OwnCalls } from '../schema/journal.ts'
import type { TrialDetail } from '../schema/record-store.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { ownDetails } from './own-details.ts'
import type { OwnRecords } from './own-records.ts'

interface OwnRunSource {
  /** Of the process that writes the run, if that is this one. */
  ownCalls: (() => OwnCalls | null) | undefined
  /** Paths of the run's journals. */
  journals(): Promise<string[]>
  /** Paths of the files of trials. */
  trialFiles(): Promise<string[]>
  trials: OwnRecords<TrialRecord>
}

/** What this process has in memory of a run that it alone has written; everything is `null` where that is not all. */
export function ownRun({ ownCalls, journals, trialFiles, trials }: OwnRunSource) {
  const calls = async (): Promise<readonly CallRecord[] | null> =>
    (await journals()).length === 1 ? ((await ownCalls?.()?.all()) ?? null) : null
  return {
    calls,
    async details(): Promise<TrialDetail[] | null> {
      const found = (await trialFiles()).length === 1 ? await calls() : null
      const own = found && (await trials.all())
      return found && own && ownDetails(own, found)
    },
    /** Are so many trials, and their calls, all that is stored? */
    async isAll(count: number): Promise<boolean> {
      return (await trialFiles()).length <= 1 && (await calls()) !== null && (await trials.all())?.length === count
    },
  }
}
