import { PastSpending } from '../engine/past-spending.ts'
import type { PastSpendingOptions } from '../engine/past-spending.ts'
import { providerDefinition } from '../providers/provider-definitions.ts'
import type { RunClaim } from '../records/claim-run.ts'
import { openFileJournal } from '../records/file-journal.ts'
import { readLaterCosts } from '../records/later-costs.ts'
import { costsFile, journalFile } from '../records/run-paths.ts'
import type { Journal } from '../schema/journal.ts'
import type { RunOptions } from './run-options.ts'
import type { WriteGuard } from './write-guard.ts'

/** A run's journal, and what the run has spent by then. `settings`: as its engine is made with. */
export async function openRunJournal(
  { config: { resultsFolder, tape }, runId, shard, earlier, maySpend }: RunOptions,
  { claim, guard }: { claim: RunClaim; guard: WriteGuard },
  settings: Omit<PastSpendingOptions, 'laterCosts' | 'saysCostLater'>,
): Promise<{ journal: Journal; past: PastSpending }> {
  const past = new PastSpending({
    ...settings,
    laterCosts: await readLaterCosts([costsFile(resultsFolder, runId, shard)]),
    saysCostLater: ({ provider, paid }) =>
      tape.mode !== 'replay' && (maySpend || !paid) && providerDefinition(provider)?.saysCostLater === true,
  })
  const journal = openFileJournal({
    file: journalFile(resultsFolder, runId, shard),
    earlier: [...earlier, ...claim.otherJournals],
    each: (record) => past.take(record),
    makeRoom: (full) => guard.makeRoom(full, () => claim.makeRoom()),
  })
  return { journal, past }
}
