import { resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import type { Config } from '../../schema/config.ts'

/** What comparisons need of a config. With a folder of results it is not read: the folder that the command runs in is the project's root then. */
export async function whereResultsAre(results: string | undefined): Promise<Pick<Config, 'root' | 'resultsFolder' | 'seed'>> {
  if (results === undefined) return loadConfig({ root: process.cwd(), env: process.env })
  return { root: process.cwd(), resultsFolder: resolve(results), seed: 1 }
}
