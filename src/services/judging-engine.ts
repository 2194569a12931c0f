import { preparedProviders } from '../providers/prepared-providers.ts'
import { claimRun } from '../records/claim-run.ts'
import { openFileJournal } from '../records/file-journal.ts'
import { journalFile } from '../records/run-paths.ts'
import type { Ask } from '../schema/ask.ts'
import type { Config } from '../schema/config.ts'
import type { AskedCost } from './metered-ask.ts'
import { openTapeDeck } from './open-tape-deck.ts'
import { sideEngine } from './side-engine.ts'

/** Asks judges of a run that has ended. */
export interface JudgingEngine {
  ask: Ask
  spent(): AskedCost
  /** Was a question refused for the budget? */
  isOverBudget(): boolean
  close(): Promise<void>
}

/**
 * An engine over the journal of a stored run: what was asked before is not asked again, and new calls are in the run's ledger and on the tape. The budget
 * is that of one judging. Throws EvalError config where the run is still being written, or the tape cannot be read.
 */
export async function openJudgingEngine(
  runId: string,
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<JudgingEngine> {
  const { resultsFolder, seed, allowKeys, concurrency, tape } = config
  const deck = tape.mode === 'off' ? null : openTapeDeck({ config, env, maySpend: true })
  const claim = await claimRun({ resultsFolder, runId, shard: null, concurrency, isBeside: true })
  const journal = openFileJournal({
    file: journalFile(resultsFolder, runId),
    earlier: claim.otherJournals,
    makeRoom: () => claim.makeRoom(),
  })
  const providers = preparedProviders({ env, seed, allowKeys, connections: concurrency })
  const { engine, spent, isOverBudget, close } = sideEngine({ config, providers }, { journal, tape: deck })
  return {
    ask: (request, options) => engine.ask(request, options),
    spent,
    isOverBudget,
    async close() {
      try {
        await close()
        await journal.close()
        await providers.close()
        // Last, as it may not be writable: what was kept waits beside it.
        await deck?.close()
      } finally {
        claim.release()
      }
    },
  }
}
