import type { Vitest } from 'vitest/node'
import { EVALS } from './plugin-options.ts'

/** A compiled task holds what its dependencies say: in watch mode it is compiled again when one of them changes. */
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
}
