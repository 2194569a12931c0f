import { join } from 'node:path'
import type { Vitest } from 'vitest/node'
import { formatFaults } from '../../reporters/format-problem.ts'
import { CONFIG_FILES } from '../config/load-config.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'

/**
 * In watch mode, starts Vitest again when the config file changes, appears or goes: models and settings are read anew. A file with faults is
 * reported and changes nothing, so that Vitest is still there when it has been mended.
 */
export function watchSettings(vitest: Vitest, config: Config, read: () => Promise<unknown>): void {
  if (!vitest.config.watch) return
  // Vitest takes a change of a file that it still holds as changed for a repetition, and a restart leaves such files behind though it runs them all.
  vitest.watcher.changedTests.clear()
  const files = new Set([...(config.file ? [config.file] : []), ...CONFIG_FILES.map((name) => join(config.root, name))])
  const { watcher } = vitest.vite
  watcher.add([...files])
  watcher.on('all', (_, path) => {
    if (files.has(path)) void restart(vitest, read)
  })
}

async function restart(vitest: Vitest, read: () => Promise<unknown>): Promise<void> {
  try {
    await read()
    await vitest.vite.restart()
  } catch (error) {
    vitest.logger.error(EvalError.is(error) ? formatFaults(error) : String(error))
  }
}
