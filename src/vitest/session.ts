import type { Vitest } from 'vitest/node'
import { attachRun } from '../../reporters/run-registry.ts'
import type { CompareWithMain } from '../../reporters/run-registry.ts'
import TaskbenchReporter from '../../reporters/vitest-reporter.ts'
import type { Config } from '../schema/config.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Task } from '../schema/task.ts'
import { Run } from '../services/open-run.ts'
import { ownVersion } from '../services/own-version.ts'
import { aheadOfTests } from './ahead-of-tests.ts'
import { estimateFirst, estimatorOf } from './estimate-first.ts'
import type { EstimateRunOptions } from './estimate-run.ts'
import { announceFaults } from './announcing-faults.ts'
import { chooseRun } from './choose-run.ts'
import { heedSignals } from './heed-signals.ts'
import { plainError } from './plain-error.ts'
import { EVALS } from './plugin-options.ts'
import type { TaskbenchOptions } from './plugin-options.ts'
import type { Provided } from './provided.ts'
import { neededModels } from './needed-models.ts'
import type { NeededModels } from './needed-models.ts'
import { mayRunSpend } from './may-run-spend.ts'
import { readSettings } from './read-settings.ts'
import { serveReports } from './serve-reports.ts'
import type { ServedReports } from './serve-reports.ts'
import { tendedTasks } from './tended-tasks.ts'
import { taskReader } from './task-reader.ts'
import { watchDependencies } from './watch-dependencies.ts'
import { watchSettings } from './watch-settings.ts'

/** What the plugin holds between Vitest's hooks: the config, and the run of this Vitest. */
export interface Session {
  root: string
  options: TaskbenchOptions
  config: Config
  /** Files that compiled tasks were read from, beside their own: absolute paths. */
  dependencies: Set<string>
  /** A task with the checks that are written for it. */
  readTask(file: string): Promise<Task>
  /** Reports for Vitest's UI. */
  reports: ServedReports
  /** What workers receive; completed when Vitest is there. */
  provided: Provided
  /** Writes a text where the workers can read it, for as long as the run is open. Returns the file's path. */
  keep(text: string): string
  /** Will task modules be read by tools, beside being run? */
  outlined(): boolean
  /** Ties the run to a Vitest; a second call for the same one does nothing. */
  attach(vitest: Vitest): void
}

/** Reads the config and prepares a run. Nothing is opened or asked before Vitest starts its tests. */
export async function openSession(root: string, options: TaskbenchOptions): Promise<Session> {
  const read = () => readSettings(root, options, process.env)
  const config = await read().catch((error: unknown) => {
    announceFaults(error)
    throw plainError(error)
  })
  const { runId, retryErrors } = await chooseRun(config.resultsFolder, process.env).catch((error: unknown) => {
    throw plainError(error)
  })
  let attached: Vitest | null = null
  let run: Run | null = null
  const maySpend = (vitest: Vitest) => mayRunSpend(process.env, vitest.config.project)
  const open = (vitest: Vitest, needed: NeededModels) =>
    new Run({
      config,
      runId,
      env: process.env,
      versions: { taskbench: ownVersion(), vitest: vitest.version, node: process.versions.node },
      shard: vitest.config.shard ?? null,
      maySpend: maySpend(vitest),
      earlier: earlierJournals(vitest),
      retryErrors,
      needed: needed.labels,
    })
  const provided: Provided = { config, runId, door: { path: '', token: '' }, ui: null }
  const dependencies = new Set<string>()
  const tasks = taskReader(config)
  const reports = serveReports(config.resultsFolder)
  return {
    reports,
    readTask: tendedTasks(tasks, () => attached && run && { vitest: attached, run, config, maySpend: maySpend(attached) }),
    root,
    options,
    config,
    dependencies,
    provided,
    keep(text) {
      if (!run) throw new EvalError('bug', 'a task was compiled before there was a run')
      return run.door.keep(text)
    },
    // `vitest list` and editors parse modules before a run has begun; a watching Vitest serves editors at any time.
    outlined: () => !run?.header || attached?.config.watch === true,
    attach(vitest) {
      if (attached === vitest && run) return
      attached = vitest
      const estimating = { vitest, config, tasks, maySpend: maySpend(vitest) }
      const needed = neededModels(estimating)
      const opened = (run = open(vitest, needed))
      provided.door = opened.door.address
      if (vitest.config.ui) linkReports(vitest, provided, reports)
      attachRun(vitest, opened, estimatorOf(estimating), comparing(config))
      watchSettings(vitest, config, read)
      watchDependencies(vitest, dependencies)
      addReporters(opened, needed, estimating)
      endWith(vitest, opened)
    },
  }
}

function addReporters(run: Run, needed: NeededModels, estimating: Omit<EstimateRunOptions, 'specifications'>): void {
  const { vitest } = estimating
  const own = new TaskbenchReporter()
  // What comes before the reporter, which begins the run, and those who wait for that.
  const all = [needed, estimateFirst(run, estimating), own, aheadOfTests(run, estimating)]
  // Where blobs are merged nobody is asked, and no run begins.
  const merging = vitest.config.mergeReports !== undefined
  vitest.config.reporters.push(...((merging ? [own] : all) as never[]))
}

/** What is loaded only where a run is compared. */
function comparing(config: Config): CompareWithMain {
  return async (id) => (await import('../services/compare-with-main.ts')).compareWithMain(config, id)
}

/** Tells the workers, before they start, where the comparison will be read: the address is known when the server listens. */
function linkReports(vitest: Vitest, provided: Provided, reports: ServedReports): void {
  provided.ui = { reports: reports.path }
  const onTestRunStart = () => {
    const [address = ''] = vitest.vite.resolvedUrls?.local ?? []
    provided.ui = { reports: address.replace(/\/$/, '') + reports.path }
    for (const project of vitest.projects) if (project.name === EVALS) project.provide('taskbench', provided)
  }
  vitest.config.reporters.push({ onTestRunStart } as never)
}

const JOURNALS = Symbol.for('taskbench.journals')

/** Journals of the runs that this Vitest made before it was started again in watch mode: what they hold is not asked again. */
function earlierJournals(vitest: Vitest): string[] {
  const held = vitest as Vitest & { [JOURNALS]?: string[] }
  return (held[JOURNALS] ??= [])
}

/** Whatever ends the process, what waits is written then, and the door's folder removed. */
function endWith(vitest: Vitest, run: Run): void {
  const { forget } = heedSignals(vitest, run)
  vitest.onClose(async () => {
    await run.close()
    if (run.journal) earlierJournals(vitest).push(run.journal)
    forget()
  })
}
