import { randomInt } from 'node:crypto'
import { globSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { preparedProviders } from '../providers/prepared-providers.ts'
import { openFileJournal } from '../records/file-journal.ts'
import { createRunId } from '../records/run-id.ts'
import type { Ask } from '../schema/ask.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import { openTapeDeck } from './open-tape-deck.ts'
import { requirePrices } from './require-prices.ts'
import type { AskedCost } from './metered-ask.ts'
import { sideEngine } from './side-engine.ts'

export interface AskingEngineOptions {
  config: Config
  env: Readonly<Record<string, string | undefined>>
  /** Folder under the results for what is asked, beginning with a dot as no use case does: `.check-writing`. */
  folder: string
  /** The model that is asked: its key and price are looked at before anything is. */
  model: Model
}

/** Asks a model for something that belongs to no run. */
export interface AskingEngine {
  ask: Ask
  spent(): AskedCost
  /** The file of the calls; without any it is gone when the engine is closed. */
  journal: string
  close(): Promise<void>
}

/**
 * An engine with a journal of its own under the results: limits, retries, tape and budget are those of a run, what was asked before is not asked
 * again (a simulated model always is). Rejects with EvalError `config` or `auth` where the model cannot be asked.
 */
export async function openAskingEngine({ config, env, folder, model }: AskingEngineOptions): Promise<AskingEngine> {
  const { resultsFolder, seed, allowKeys, concurrency, tape } = config
  const deck = tape.mode === 'off' ? null : openTapeDeck({ config, env, maySpend: true })
  const providers = preparedProviders({ env, seed, allowKeys, connections: concurrency })
  requirePrices([model], config)
  if (!deck?.answersFor(model)) await providers.prepareAll([model])
  const parent = join(resultsFolder, folder)
  const file = join(parent, `${createRunId(Date.now(), () => randomInt(2 ** 32) / 2 ** 32)}.calls.jsonl`)
  const earlier = model.simulated ? [] : globSync('*.calls.jsonl', { cwd: parent }).sort()
  const journal = openFileJournal({ file, earlier: earlier.map((name) => join(parent, name)) })
  const { engine, spent, close } = sideEngine({ config, providers }, { journal, tape: deck })
  return {
    ask: (request, options) => engine.ask(request, options).catch(withoutRun),
    spent,
    journal: file,
    async close() {
      await close()
      await journal.close()
      if (spent().calls === 0) removeEmpty(file)
      await providers.close()
      // Last, as it may not be writable: what was kept waits beside it.
      await deck?.close()
    },
  }
}

/** There is no run that could be resumed with more money. */
function withoutRun(error: unknown): never {
  if (!EvalError.is(error) || error.ownBudget !== true) throw error
  throw new EvalError('budget', error.message, {
    hint: 'raise `budgetUsd` and start it again: what was answered is not asked again',
    ownBudget: true,
    cause: error,
  })
}

/** A journal that nothing was written to, and its folder with it where that is empty then. */
function removeEmpty(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size !== 0) return
  rmSync(file)
  if (readdirSync(dirname(file)).length === 0) rmdirSync(dirname(file))
}
