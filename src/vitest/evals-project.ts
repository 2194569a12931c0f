import { fileURLToPath } from 'node:url'
import { readFileSync } from 'node:fs'
import type { AliasOptions, Plugin } from 'vite'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { TestProject, Vitest } from 'vitest/node'
import { loadTask } from '../tasks/load-task.ts'
import { compileTask } from './compile-task.ts'
import { modelsOf } from './models-of.ts'
import { DEFAULT_EXCLUDE, DEFAULT_INCLUDE } from './plugin-options.ts'
import type { Session } from './session.ts'

/** Name of the project that the plugin adds. */
export const EVALS = 'evals'

const TASK_FILE = /\.task\.ya?ml$/
/** In the built package and when run from source: the module that compiled tasks import. */
const RUNTIME = fileURLToPath(new URL(`./register-task${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url))
const OWN_CODE = fileURLToPath(new URL('../../', import.meta.url))
/** Least tests at once in a worker: waiting for answers is all that most of them do. */
const LEAST_CONCURRENCY = 200

/** The project of the evaluations: its own include, forks without isolation, and no clock but the engine's. */
export function evalsProject(session: Session, alias: AliasOptions | undefined): TestProjectInlineConfiguration {
  const { options, config } = session
  return {
    extends: false,
    root: session.root,
    ...(alias ? { resolve: { alias } } : {}),
    plugins: [taskFiles(session)],
    test: {
      name: EVALS,
      include: options.include ?? DEFAULT_INCLUDE,
      exclude: [...DEFAULT_EXCLUDE, ...(options.exclude ?? [])],
      pool: 'forks',
      isolate: false,
      testTimeout: 0,
      hookTimeout: 0,
      retry: 0,
      maxConcurrency: Math.max(2 * config.concurrency, LEAST_CONCURRENCY),
      ...(options.maxWorkers === undefined ? {} : { maxWorkers: options.maxWorkers }),
      // Compiled tasks depend on case files and settings, which Vitest's cache does not see.
      fsModuleCache: false,
      server: { deps: { external: [new RegExp(`^${OWN_CODE.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(dist|src)/`)] } },
      provide: { taskbench: session.provided },
    },
  }
}

/** Turns task files into test modules, and the files that they depend on into modules without content, so that Vitest watches them. */
function taskFiles(session: Session): Plugin {
  const dependencies = new Set<string>()
  return {
    name: 'taskbench:task-files',
    enforce: 'pre',
    configureVitest({ vitest, project }) {
      session.attach(vitest)
      project.provide('taskbench', session.provided)
      if (vitest.config.watch) compileAgain(vitest, project, dependencies)
    },
    load(id) {
      const file = id.split('?')[0] as string
      if (TASK_FILE.test(file)) return readFileSync(file, 'utf8')
      if (dependencies.has(file)) return file.endsWith('.json') ? '{}' : 'export {}'
      return undefined
    },
    transform(source, id) {
      const file = id.split('?')[0] as string
      if (!TASK_FILE.test(file)) return undefined
      const task = loadTask(file, session.config)
      for (const dependency of task.dependencies) dependencies.add(dependency)
      const models = modelsOf(task, session.config.models).map(({ label }) => label)
      return compileTask(source, task, models, RUNTIME)
    },
  }
}

/** A compiled task holds what its dependencies say: in watch mode it is compiled again when one of them changes. */
function compileAgain(vitest: Vitest, project: TestProject, dependencies: ReadonlySet<string>): void {
  vitest.vite.watcher.on('change', (file) => {
    if (!dependencies.has(file)) return
    for (const { moduleGraph } of Object.values(project.vite.environments)) {
      const importers = [...(moduleGraph.getModulesByFile(file) ?? [])].flatMap((module) => [...module.importers])
      for (const importer of importers) moduleGraph.invalidateModule(importer)
    }
  })
}
