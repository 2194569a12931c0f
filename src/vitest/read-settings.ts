import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../schema/config.ts'
import type { TaskbenchOptions } from './plugin-options.ts'
import { readBudget } from './read-budget.ts'

/** The config of a project, with the plugin's options and the environment's budget over it. Rejects with EvalError config. */
export async function readSettings(root: string, options: TaskbenchOptions, env: NodeJS.ProcessEnv): Promise<Config> {
  const { config: file, include: _, exclude: __, maxWorkers: ___, allowKeys, allowFolders, ...settings } = options
  const { TASKBENCH_BUDGET_USD: budget } = env
  const overrides = budget === undefined ? settings : { ...settings, budgetUsd: readBudget('TASKBENCH_BUDGET_USD', budget) }
  return loadConfig({ root, file, overrides, env, allowKeys, allowFolders })
}
