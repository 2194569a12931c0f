import { randomUUID } from 'node:crypto'
import { askableModels } from '../config/general-model.ts'
import { Engine } from '../engine/engine.ts'
import { priceCall } from '../pricing/price-call.ts'
import { preparedProviders } from '../providers/prepared-providers.ts'
import { claimRun } from '../records/claim-run.ts'
import { openFileJournal } from '../records/file-journal.ts'
import { journalFile } from '../records/run-paths.ts'
import type { Ask } from '../schema/ask.ts'
import type { Config } from '../schema/config.ts'

/** Asks judges of a run that has ended. */
export interface JudgingEngine {
  ask: Ask
  /** Questions that were asked anew, and what they cost; `unpriced`: calls without a known price. */
  spent(): { calls: number; nanoUsd: number; unpriced: number }
  /** Was a question refused for the budget? */
  isOverBudget(): boolean
  close(): Promise<void>
}

/** How long calls in flight may take to end. */
const CLOSING_MS = 10_000

/**
 * An engine over the journal of a stored run: what was asked before is not asked again, and new calls are in the run's ledger. The budget is that of one
 * judging. Throws EvalError config where the run is still being written.
 */
export async function openJudgingEngine(
  runId: string,
  config: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<JudgingEngine> {
  const { resultsFolder, seed, allowKeys, concurrency, budgetUsd, abandonAfter } = config
  const claim = await claimRun({ resultsFolder, runId, shard: null, concurrency })
  const journal = openFileJournal({
    file: journalFile(resultsFolder, runId),
    earlier: claim.otherJournals,
    makeRoom: () => claim.makeRoom(),
  })
  const providers = preparedProviders({ env, seed, allowKeys, connections: concurrency })
  const engine = new Engine({
    ...askableModels(config),
    provider: (model) => providers.of(model),
    price: (model, usage, inlineCostNanoUsd) => priceCall({ model, usage, inlineCostNanoUsd }),
    journal,
    concurrency,
    budgetNanoUsd: budgetUsd === null ? null : Math.round(budgetUsd * 1e9),
    abandonAfter,
    maySpend: true,
    seed,
    newCallId: randomUUID,
  })
  const spent = { calls: 0, nanoUsd: 0, unpriced: 0 }
  let isOverBudget = false
  engine.listen((event) => {
    if (event.type === 'budget-tripped') isOverBudget = true
    if (event.type !== 'call-settled' || event.reused) return
    spent.calls++
    if (event.costNanoUsd === null) spent.unpriced++
    else spent.nanoUsd += event.costNanoUsd
  })
  return {
    ask: (request, options) => engine.ask(request, options),
    spent: () => ({ ...spent }),
    isOverBudget: () => isOverBudget,
    async close() {
      try {
        await engine.close(CLOSING_MS)
        await journal.close()
        await providers.close()
      } finally {
        claim.release()
      }
    },
  }
}
