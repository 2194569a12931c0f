import type { Vitest } from 'vitest/node'
import { EVALS } from './plugin-options.ts'

const CHECKS_FILE = /\.checks(\.ya?ml)$/

/**
 * A compiled task holds what its dependencies say: in watch mode it is compiled again when one of them changes, and when a file of checks appears
 * beside it.
 */
export function watchDependencies(vitest: Vitest, dependencies: ReadonlySet<string>): void {
  if (!vitest.config.watch) return
  vitest.vite.watcher.on('change', (file) => {
    if (!dependencies.has(file)) return
    const evals = vitest.projects.filter((project) => project.name === EVALS)
    for (const { moduleGraph } of evals.flatMap((project) => Object.values(project.vite.environments))) {
      const importers = [...(moduleGraph.getModulesByFile(file) ?? [])].flatMap((module) => [...module.importers])
      for (const importer of importers) moduleGraph.invalidateModule(importer)
    }
  })
  vitest.vite.watcher.on('add', (file) => {
    if (!CHECKS_FILE.test(file) || dependencies.has(file)) return
    for (const ending of ['yaml', 'yml']) vitest.vite.watcher.emit('change', file.replace(CHECKS_FILE, `.task.${ending}`))
  })
}
