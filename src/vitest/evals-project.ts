import { readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Alias, AliasOptions, Plugin } from 'vite'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { TASK_FILE } from '../paths/task-file.ts'
import { expectTrials } from '../services/frugal-memory.ts'
import { announcingFaults } from './announcing-faults.ts'
import { compileCacheEnv } from './compile-cache.ts'
import { compileTask } from './compile-task.ts'
import { keepForks } from './keep-forks.ts'
import { modelsOf } from './models-of.ts'
import { ownModule } from './own-module.ts'
import { placesOf } from './places-of.ts'
import { DEFAULT_EXCLUDE, DEFAULT_INCLUDE, EVALS } from './plugin-options.ts'
import type { Session } from './session.ts'

/** What compiled tasks import. */
const RUNTIME = ownModule('register-task')
/** What code suites import, as `taskbench/vitest`. */
const SUITES = { find: /^taskbench\/vitest$/, replacement: ownModule('suite-files') }
/** A worker that waits for its first module, as while checks are written, has none of ours yet that would outlive Ctrl-C (`outliveSignals`). */
const FROM_THE_START = "data:text/javascript,for(const s of['SIGINT','SIGHUP'])process.on(s,()=>undefined)"
const OWN_CODE = fileURLToPath(new URL('../../', import.meta.url))

/** What the project takes from the user's own Vitest. */
export interface GivenToEvals {
  alias: AliasOptions | undefined
  /** Of `--exclude`, which Vitest hands to no project. */
  cliExclude: readonly string[] | undefined
}

/** The project of the evaluations: its own include, forks without isolation, and no clock but the engine's. */
export function evalsProject(session: Session, { alias, cliExclude = [] }: GivenToEvals): TestProjectInlineConfiguration {
  const { options, config } = session
  return {
    extends: false,
    root: session.root,
    resolve: { alias: [SUITES, ...aliasesOf(alias)] },
    plugins: [taskFiles(session)],
    test: {
      name: EVALS,
      include: options.include ?? DEFAULT_INCLUDE,
      exclude: [...DEFAULT_EXCLUDE, ...(options.exclude ?? []), ...cliExclude],
      pool: 'forks',
      isolate: false,
      // By default V8 keeps up to 100 MB more for what is thrown away at once, and is no faster by it.
      execArgv: ['--max-semi-space-size=16', '--import', FROM_THE_START],
      env: compileCacheEnv(),
      testTimeout: 0,
      hookTimeout: 0,
      retry: 0,
      maxConcurrency: placesOf(config),
      ...(options.maxWorkers === undefined ? {} : { maxWorkers: options.maxWorkers }),
      // Compiled tasks depend on case files and settings, which Vitest's cache does not see.
      fsModuleCache: false,
      server: { deps: { external: [new RegExp(`^${OWN_CODE.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(dist|src)/`)] } },
      provide: { taskbench: session.provided },
      // Files of benchmarks belong to the user's own projects.
      benchmark: { include: [] },
    },
  }
}

function aliasesOf(alias: AliasOptions = []): readonly Alias[] {
  return Array.isArray(alias) ? (alias as readonly Alias[]) : Object.entries(alias).map(([find, replacement]) => ({ find, replacement }))
}

/** Turns task files into test modules, and the files that they depend on into modules without content, so that Vitest watches them. */
function taskFiles(session: Session): Plugin {
  const { dependencies } = session
  return {
    name: 'taskbench:task-files',
    enforce: 'pre',
    configureVitest({ vitest, project }) {
      // `vitest bench` makes a variant of every project: this one has no files.
      if (project.config.benchmark.enabled) return
      keepForks(project)
      session.attach(vitest)
      project.provide('taskbench', session.provided)
    },
    load(id) {
      const file = id.split('?')[0] as string
      if (TASK_FILE.test(file)) return readFileSync(file, 'utf8')
      if (dependencies.has(file)) return file.endsWith('.json') ? '{}' : 'export {}'
      return undefined
    },
    async transform(source, id) {
      const file = id.split('?')[0] as string
      if (!TASK_FILE.test(file)) return undefined
      const task = await announcingFaults(() => session.readTask(file))
      // Vite names modules by their real paths.
      for (const dependency of task.dependencies) dependencies.add(dependency).add(realpathSync(dependency))
      const models = modelsOf(task, session.config.models).map(({ label }) => label)
      expectTrials(task.name, task.cases.length * task.trials.count * models.length)
      return compileTask(source, task, {
        definition: session.keep(JSON.stringify(task)),
        runtime: RUNTIME,
        outline: session.outlined() ? models : null,
      })
    },
  }
}
