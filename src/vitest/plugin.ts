import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { InlineConfig, Vitest } from 'vitest/node'
import { unsupportedNode } from '../services/unsupported-node.ts'
import { useCompileCache } from './compile-cache.ts'
import { keepForks } from './keep-forks.ts'
import { ownModule } from './own-module.ts'
import { EVALS } from './plugin-options.ts'
import type { TaskbenchOptions } from './plugin-options.ts'
import { REPORTS_PATH } from './reports-path.ts'
import type { Session } from './session.ts'
import { unsupportedVitest } from './unsupported-vitest.ts'

const BENCH_FILES = ownModule('bench-files')
const SERVED = Symbol.for('taskbench.served')

// On globalThis, because the plugin may stand in several configs and be several copies. A restarted Vitest has a new server.
const held = globalThis as { [SERVED]?: WeakSet<Vitest['vite']> }
const served = (held[SERVED] ??= new WeakSet())

/** Vitest adds the flags of its command to the config. */
type GivenOptions = InlineConfig & { project?: string | string[]; cliExclude?: string[] }

/**
 * The Vitest plugin. It adds a project `evals` of its own, in which task files (`*.task.yaml`) and code suites (`*.eval.ts`) are test files,
 * and leaves all other projects as they are.
 */
export function taskbench(options: TaskbenchOptions = {}): Plugin {
  const problem = unsupportedNode(process.versions.node)
  if (problem !== null) throw new Error(problem)
  useCompileCache()
  let opening: Promise<Session> | undefined
  const session = (root: string) => (opening ??= import('./session.ts').then(({ openSession }) => openSession(root, options)))
  return {
    name: 'taskbench',
    async config(user) {
      const { projects, project, name, root, cliExclude } = (user as { test?: GivenOptions }).test ?? {}
      // Vitest drops the injected project when a filter leaves no other, and asks no plugin of a root that only holds projects.
      const filtered = [project ?? []].flat().some((filter) => matches(filter, EVALS))
      if ((!projects && !filtered) || projects?.some(isEvals)) return undefined
      // `--root` stands in Vitest's own part.
      const opened = await session(resolve(root || user.root || process.cwd()))
      const own = projects ? [] : [{ extends: true as const, test: { name: name ?? '' } }]
      return { test: { projects: [...own, (await evals())(opened, { alias: user.resolve?.alias, cliExclude })] } }
    },
    configureServer(server) {
      // Added here, before Vite's own fallbacks; sessions open later.
      server.middlewares.use(REPORTS_PATH, (request, response, next) => {
        if (!opening) return next()
        void opening.then(({ reports }) => reports.answer(request, response), next)
      })
    },
    resolveId: {
      // Before Vite finds the package.
      order: 'pre',
      filter: { id: /^taskbench\/vitest$/ },
      // In files of the user's own projects; the project of evaluations has a name of its own for it.
      handler: () => ({ id: BENCH_FILES, external: true }),
    },
    async configureVitest({ vitest, project, injectTestProjects }) {
      const tooOld = unsupportedVitest(vitest.version)
      if (tooOld !== null) throw new Error(tooOld)
      if (project.config.benchmark.enabled) {
        const [{ attachBench }, { config }] = await Promise.all([import('./bench-session.ts'), session(vitest.config.root)])
        return attachBench(vitest, project, config)
      }
      if (served.has(vitest.vite) || vitest.projects.some(({ name }) => name === EVALS) || !vitest.matchesProjectFilter(EVALS)) return
      served.add(vitest.vite)
      const opened = await session(vitest.config.root)
      opened.attach(vitest)
      const { alias } = vitest.vite.config.resolve
      const injected = await injectTestProjects((await evals())(opened, { alias, cliExclude: vitest.config.cliExclude }) as never)
      // Of projects that are injected no plugin is asked.
      injected.forEach(keepForks)
    },
  }
}

const evals = async () => (await import('./evals-project.ts')).evalsProject

/** Another copy of the plugin has added the project. */
function isEvals(project: unknown): boolean {
  return (project as { test?: { name?: unknown } } | null)?.test?.name === EVALS
}

/** Vitest's own reading of a project filter: `*` is any text; filters that begin with `!` choose nothing. */
function matches(filter: string, name: string): boolean {
  const parts = filter.split('*')
  if (filter.startsWith('!')) return false
  if (parts.length === 1) return filter === name
  return name.startsWith(parts[0] as string) && name.endsWith(parts.at(-1) as string)
}
