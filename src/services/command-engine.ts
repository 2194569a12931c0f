import { join } from 'node:path'
import type { Config } from '../schema/config.ts'
import type { Model } from '../schema/model.ts'
import { openJudgingEngine } from './judging-engine.ts'
import type { JudgingEngine } from './judging-engine.ts'
import { requirePrices } from './require-prices.ts'

/** Folder under the results that holds the journals of commands that ask a model outside of a run. */
const COMMANDS_FOLDER = '.commands'

/**
 * An engine for a command that asks a general model outside of a run. Its journal is the command's own, `results/.commands/.runs/COMMAND`: what was
 * asked before is not asked again. The budget is that of one command. Throws EvalError config where the same command runs already, or where a
 * budget could not hold.
 */
export async function openCommandEngine(
  command: string,
  { model, config, env }: { model: Model; config: Config; env: Readonly<Record<string, string | undefined>> },
): Promise<JudgingEngine> {
  requirePrices([model], config)
  return openJudgingEngine(command, { ...config, resultsFolder: join(config.resultsFolder, COMMANDS_FOLDER) }, env)
}
