import type { Reporter, SerializedError, TestCase, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node'
import { EvalError } from '../src/schema/eval-error.ts'
import type { EngineEvent } from '../src/schema/event.ts'
import type { Report, Result } from '../src/schema/report.ts'
import type { Interruption, RunView } from '../src/schema/run-view.ts'
import { formatFaults } from './format-problem.ts'
import { oneLine } from './one-line.ts'
import { ReportsAhead } from './reports-ahead.ts'
import { quietInActions } from './quiet-in-actions.ts'
import { LiveRegion } from './live-region.ts'
import { printsData } from './prints-data.ts'
import { progressLines } from './progress-lines.ts'
import { abandonedNote } from './abandoned-note.ts'
import { claimRun, comparerOf, noteRefusal } from './run-registry.ts'
import type { RunReporter } from './run-registry.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { finishRun } from './finish-run.ts'
import { notRun } from './not-run.ts'
import { unevaluated } from './unevaluated.ts'
import type { FinishOptions } from './finish-run.ts'

/** The project whose tests are evaluations. */
const EVALS = 'evals'
const REDRAW_MS = 250
const PREFIX = 'taskbench  '
/** How often a plain line per model is printed: on a terminal, and elsewhere. */
const PLAIN_TERMINAL_MS = 5_000
const PLAIN_MS = 30_000

/** What a tripped breaker is said as, at once; the reason in full stands in the comparison. */
const TRIPPED = { budget: 'the budget is used up', estimate: 'the run costs more than 150 % of its estimate' } as const
export interface ReporterOptions {
  /** How often a plain line per model is printed; default 5 on a terminal, 30 elsewhere. */
  progressEverySeconds?: number
}

type Ended = Pick<FinishOptions, 'runIds' | 'merged' | 'skipped' | 'chosen' | 'notRun'> & { tests: readonly TestCase[] }

/** What the reporter reads of `task.meta.taskbench`. */
interface Meta {
  taskbench?: { runId?: string }
}

/**
 * The Vitest reporter: opens the run before the first test, shows progress, and at the end computes the report and prints the comparison.
 * The plugin registers it; a second one stays silent.
 */
export default class TaskbenchReporter implements Reporter, RunReporter {
  readonly #everyMs: number | null
  #vitest: Vitest | null = null
  #run: RunView | null = null
  #listening = false
  #ahead: ReportsAhead | null = null
  #region: LiveRegion | null = null
  #timer: NodeJS.Timeout | null = null
  /** What is said of models that were given up, by their labels. */
  #abandoned = new Map<string, string>()
  readonly #openJudges = new Set<string>()
  #noted = 0
  #finishing: Promise<void> | null = null
  #told = false
  #isReporting = false
  /** Files of evaluations. */
  #planned: readonly TestSpecification[] = []
  #bailed: boolean | null = null

  constructor({ progressEverySeconds }: ReporterOptions = {}) {
    const seconds = Number(progressEverySeconds ?? 0)
    // Timers cannot be set for longer than 24 days.
    this.#everyMs = seconds > 0 ? Math.min(seconds * 1_000, 2 ** 31 - 1) : null
  }

  get hasTold(): boolean {
    return this.#told
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#run = claimRun(vitest, this)
  }

  get reporting(): Promise<void> | null {
    return this.#isReporting ? this.#finishing : null
  }

  /** Before any worker starts. A model that cannot be asked, or a folder that cannot be written, ends the run here. */
  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const run = this.#run
    this.#abandoned = new Map()
    this.#openJudges.clear()
    this.#finishing = null
    this.#told = false
    this.#bailed = null
    this.#planned = specifications.filter((specification) => specification.project.name === EVALS)
    const { shard, mergeReports } = this.#vitest?.config ?? {}
    // A shard without evaluations is still one of the run's shards, and not missing when they are merged.
    if (!run || mergeReports !== undefined || (this.#planned.length === 0 && !shard)) return
    await run.begin().catch((error: unknown) => {
      if (this.#vitest) noteRefusal(this.#vitest)
      throw EvalError.is(error) ? explained(error) : error
    })
    await run.mark('running', null)
    this.#printNotes(run)
    this.#ahead = this.#vitest?.config.watch ? null : new ReportsAhead(run)
    this.#watch(run)
  }

  onTestModuleQueued(): void {
    if (this.#bailed !== null) return
    this.#bailed = false
    // Vitest forgets its listeners when the tests begin.
    this.#vitest?.onCancel((reason) => {
      if (reason === 'test-failure') this.#bailed = true
    })
  }

  /** After the last test, and after blobs were merged. */
  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): Promise<void> {
    const vitest = this.#vitest
    const run = this.#run
    const evals = modules.filter((module) => module.project.name === EVALS)
    const merged = vitest?.config.mergeReports !== undefined
    const unran = merged || !vitest ? [] : this.#notRun(vitest, evals, errors)
    const nothing = evals.length === 0 && unran.length === 0
    if (!vitest || !run || (!merged && !run.header) || nothing) this.#stopWatching()
    if (!vitest || !run || (!merged && !run.header)) return
    if (nothing) return merged ? undefined : run.mark('complete', null)
    // Calls in flight of tests that Vitest has cancelled are paid: they belong into the report.
    if (reason === 'interrupted' && !run.interruption) await run.stop(this.#bailed ? bailOf(vitest) : INTERRUPTED)
    const tests = evals.flatMap((module) => [...module.children.allTests()])
    await this.#finish(vitest, run, {
      runIds: merged ? runIdsOf(tests) : [run.runId],
      merged,
      tests,
      skipped: skippedNotes(tests),
      chosen: tests.some(isChosen),
      notRun: merged ? [] : [...unran, ...unevaluated(tests)],
    })
  }

  /** Where Vitest does not end after a signal. */
  async finishNow(): Promise<void> {
    const vitest = this.#vitest
    const run = this.#run
    if (vitest && run?.header)
      await this.#finish(vitest, run, { runIds: [run.runId], merged: false, tests: [], skipped: new Map(), chosen: true, notRun: [] })
  }

  #notRun({ config }: Vitest, modules: readonly TestModule[], errors: readonly SerializedError[]): string[] {
    const planned = this.#planned
    return planned.length === 0 ? [] : notRun({ planned, modules, errors, isShard: config.shard !== undefined, root: config.root })
  }

  /** A run is finished once, by whoever comes first. */
  #finish(vitest: Vitest, run: RunView, ended: Ended): Promise<void> {
    if (this.#finishing) return this.#finishing
    this.#isReporting = true
    return (this.#finishing = this.#report(vitest, run, ended).finally(() => (this.#isReporting = false)))
  }

  async #report(vitest: Vitest, run: RunView, ended: Ended): Promise<void> {
    this.#stopWatching()
    const interrupted = run.interruption !== null
    const outcome = await finishRun({
      ...ended,
      run,
      ahead: this.#ahead,
      interrupted,
      abandoned: this.#abandoned,
      openJudges: this.#openJudges,
      asked: process.env['TASKBENCH'] === 'live' || vitest.config.project.some((filter) => !filter.startsWith('!') && filter !== '*'),
      color: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
      width: process.stdout.columns ?? 100,
    })
    for (const line of outcome.lines) this.#print(line)
    this.#told = true
    this.#printNotes(run)
    await this.#tellGithub(vitest, run, ended.tests, outcome.reports)
    // Vitest's own 1 for a cancelled run says less than the signal.
    if (outcome.exitCode !== 0 && (interrupted || !process.exitCode)) process.exitCode = outcome.exitCode
  }

  async #tellGithub(vitest: Vitest, run: RunView, tests: readonly TestCase[], reports: readonly Report[]): Promise<void> {
    const compare = comparerOf(vitest)
    // A shard knows a part: the whole is told where shards are merged. A plain run that asked nobody has nothing to tell.
    const silent = compare === null || vitest.config.shard !== undefined || reports.every(({ results }) => results.every(isUntouched))
    if (process.env['GITHUB_ACTIONS'] !== 'true' || silent) return
    const { tellGithub } = await import('./tell-github.ts')
    const told = await tellGithub({ vitest, tests, reports, configFile: run.config.file, compare }, process.env)
    for (const line of told) this.#print(line, true)
  }

  #watch(run: RunView): void {
    if (!this.#listening) run.listen((event) => this.#take(event))
    this.#listening = true
    if (process.env['TASKBENCH_LIVE'] === '1' && process.stdout.isTTY) {
      this.#region = new LiveRegion(
        (width, rows) => (run.progress ? progressLines(run.progress, width, rows) : []),
        [process.stdout, process.stderr],
      )
      this.#region.start(REDRAW_MS)
      return
    }
    const everyMs = this.#everyMs ?? (process.stdout.isTTY ? PLAIN_TERMINAL_MS : PLAIN_MS)
    this.#timer = setInterval(() => this.#printPlain(run), everyMs)
    this.#timer.unref()
  }

  #take(event: EngineEvent): void {
    if (event.type === 'task-planned') this.#ahead?.planned(event)
    if (event.type === 'trial-ended' && event.openJudge !== undefined) this.#openJudges.add(event.openJudge)
    if (event.type === 'budget-tripped') this.#print(`taskbench: ${TRIPPED[event.because]}; nothing new is asked`)
    if (event.type === 'model-abandoned') {
      const note = abandonedNote(event)
      this.#abandoned.set(event.model, note)
      this.#print(`taskbench: ${note}`)
    }
  }

  #printPlain(run: RunView): void {
    const { progress } = run
    if (!progress) return
    // The dots of the dot reporter stand in a line of their own.
    if (!process.stdout.isTTY && names(this.#vitest as Vitest).includes('dot')) this.#print('')
    for (const line of progressLines(progress, process.stdout.isTTY ? process.stdout.columns - PREFIX.length - 1 : undefined))
      this.#print(`${PREFIX}${line}`)
  }

  /** What is no command for GitHub Actions is not read as one there. */
  #print(text: string, isCommand = false): void {
    const { config, logger } = this.#vitest as Vitest
    const line = isCommand ? text : quietInActions(text)
    if (printsData(config)) logger.error(line)
    else logger.log(line)
  }

  /** Each once. */
  #printNotes({ notes }: RunView): void {
    for (const note of notes.slice(this.#noted)) this.#print(`taskbench: ${oneLine(note)}`)
    this.#noted = notes.length
  }

  #stopWatching(): void {
    this.#region?.stop()
    this.#region = null
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }
}

/** Names of the reporters that were asked for. */
function names({ config: { reporters } }: Vitest): unknown[] {
  return reporters.map((reporter) => (Array.isArray(reporter) ? reporter[0] : reporter))
}

function explained(error: EvalError): Error {
  const shown = new Error(formatFaults(error))
  shown.name = 'taskbench'
  shown.stack = `taskbench: ${shown.message}`
  return shown
}

function runIdsOf(tests: readonly TestCase[]): string[] {
  const ids = tests.map((test) => (test.meta() as Meta).taskbench?.runId).filter((id) => id !== undefined)
  return [...new Set(ids)].sort()
}

const INTERRUPTED: Interruption = { reason: 'the run was interrupted', exitCode: EXIT_CODES.interrupted }

/** Not all failed tests have been reported by then: Vitest ends its workers before. */
function bailOf({ config: { bail } }: Vitest): Interruption {
  return { reason: `\`bail\` ended the run after ${bail} failed ${bail === 1 ? 'test' : 'tests'}`, exitCode: EXIT_CODES.failed }
}

/** Nobody was asked and nothing failed. */
function isUntouched({ trials: { answered, errored } }: Result): boolean {
  return answered === 0 && errored === 0
}

/** A test that a filter leaves out is skipped without a note. */
function isChosen(test: TestCase): boolean {
  const result = test.result()
  return result.state !== 'skipped' || Boolean(result.note)
}

/** Why tests were skipped, each reason once with its count. */
function skippedNotes(tests: readonly TestCase[]): Map<string, number> {
  const notes = new Map<string, number>()
  for (const test of tests) {
    const result = test.result()
    if (result.state === 'skipped' && result.note) notes.set(result.note, (notes.get(result.note) ?? 0) + 1)
  }
  return notes
}
