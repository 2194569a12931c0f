import { join } from 'node:path'
import type { CallsAhead } from '../engine/calls-ahead.ts'
import { Door } from '../engine/door.ts'
import { Engine } from '../engine/engine.ts'
import { sweepDoors } from '../engine/sweep-doors.ts'
import type { LookAhead } from './look-ahead.ts'
import type { PlannedFile } from './planned-file.ts'
import { preparedProviders } from '../providers/prepared-providers.ts'
import { LazyAppendFile } from '../records/lazy-append-file.ts'
import { claimRun } from '../records/claim-run.ts'
import type { RunClaim } from '../records/claim-run.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { gitState } from '../records/git-state.ts'
import { ProgressFile } from '../records/progress-file.ts'
import { costsFile, journalFile, progressPath } from '../records/run-paths.ts'
import { Progress } from '../report/progress.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Config } from '../schema/config.ts'
import type { Estimate } from '../schema/estimate.ts'
import type { EngineEvent } from '../schema/event.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'
import type { RunProgress } from '../schema/progress.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { RunHeader, RunStatus, TaskRecord } from '../schema/run-header.ts'
import type { Interruption } from '../schema/run-view.ts'
import type { TapeDeck } from '../tape/tape-deck.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { attemptAll } from './attempt-all.ts'
import { engineSettings } from './engine-settings.ts'
import { erroredTrials } from './errored-trials.ts'
import { expectCost } from './expect-cost.ts'
import { firstHeader } from './first-header.ts'
import { resumptionOf } from './resumption.ts'
import type { RunOptions } from './run-options.ts'
import { runEnding } from './run-ending.ts'
import { runProgress } from './run-progress.ts'
import { RunRecords } from './run-records.ts'
import { StoppingTime } from './stopping-time.ts'
import { WriteGuard } from './write-guard.ts'
import { openRunJournal } from './open-run-journal.ts'
import { writeStanding, writeStandingSync } from './write-standing.ts'
import { openTelemetry } from './open-telemetry.ts'
import { prepareNeeded } from './prepare-needed.ts'
import { requirePrices } from './require-prices.ts'

/** How long calls in flight may take to end when a run is closed. */
const CLOSING_MS = 10_000
/** How long a run that has ended waits for prices that vendors say after their answers. */
const LATE_COSTS_MS = 10_000

/** A run in the main process: its door for the workers, its engine, its records. Nothing is opened before `begin`. */
export class Run {
  readonly config: Config
  readonly runId: string
  readonly door: Door
  readonly ask = (request: CallRequest, options?: { signal?: AbortSignal }) => this.#open().engine.ask(request, options)
  readonly #options: RunOptions
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #providers: ReturnType<typeof preparedProviders>
  readonly #guard: WriteGuard
  readonly #records: RunRecords
  #notes: string[] = []
  #claim: RunClaim | null = null
  readonly #costs: LazyAppendFile
  #header: RunHeader | null = null
  #interruption: Interruption | null = null
  readonly #stopping = new StoppingTime()
  #progress = new Progress()
  #progressFile: ProgressFile | null = null
  #engine: Engine | null = null
  #journal: Journal | null = null
  #tape: TapeDeck | null = null
  #beginning: Promise<void> | null = null
  #estimating: (() => Promise<Estimate | null>) | null = null
  #ahead: LookAhead | null = null
  #callsAhead: CallsAhead | null = null

  constructor(options: RunOptions) {
    this.#options = options
    this.config = options.config
    this.runId = options.runId
    this.#costs = new LazyAppendFile(costsFile(options.config.resultsFolder, options.runId, options.shard))
    const { seed, allowKeys, concurrency } = options.config
    this.#providers = preparedProviders({ env: options.env, seed, allowKeys, connections: concurrency })
    this.#guard = new WriteGuard(options.config.resultsFolder, (reason) => this.#engine?.halt(reason))
    this.#records = new RunRecords({
      ...options,
      guard: this.#guard,
      ownCalls: () => this.#journal?.own ?? null,
      emit: (event) => this.#engine?.emit(event),
    })
    this.door = new Door({
      ask: (request: CallRequest, asker) => (this.#callsAhead ?? this.#open().engine).ask(request, { signal: asker }),
      records: (trials: TrialRecord[]) => this.#records.takeTrials(trials),
      task: (task: TaskRecord) => this.#takeTask(task),
    })
  }

  /** Folders of the run's use cases, in the order in which they came. */
  get useCases(): string[] {
    return this.#records.useCases
  }

  get header(): RunHeader | null {
    return this.#header
  }

  /** What there is to say of its tasks, and of a run that was resumed. */
  get notes(): readonly string[] {
    return [...this.#notes, ...this.#records.notes]
  }

  /** Why its results could not be written; `null` if they were. */
  get trouble(): EvalError | null {
    return this.#guard.problem
  }

  get progress(): RunProgress | null {
    return this.#header && this.#engine && runProgress(this.#progress, this.#header, this.#engine.budget)
  }

  get interruption(): Interruption | null {
    return this.#interruption
  }

  /** How long `stop` waits for calls in flight. */
  get stoppingMs(): number {
    return this.#stopping.wholeMs
  }

  /** Its journal's file; `null` until it began. */
  get journal(): string | null {
    return this.#journal && journalFile(this.config.resultsFolder, this.runId, this.#options.shard)
  }

  /** Called with the engine's events, from `begin` on. */
  listen(listener: (event: EngineEvent) => void): void {
    this.#listeners.add(listener)
  }

  /** Opens folders, journal and door and checks every model (keys, addresses) before anything is asked. A second call does nothing. */
  begin(): Promise<void> {
    this.#records.beginAnew()
    this.#interruption = null
    this.#stopping.forget()
    this.#progress = new Progress()
    this.#engine?.reopen()
    this.#engine?.forgive()
    return (this.#beginning ??= this.#begin())
  }

  /** Has the run estimated when it begins, after its models were checked and before anything is opened or asked. */
  estimateWith(estimating: () => Promise<Estimate | null>): void {
    this.#estimating = estimating
  }

  /** Gives idle slots to questions of files that tests do not ask yet, until `endAhead`. A worker has so many places for tests. The run has begun. */
  async lookAhead(files: readonly PlannedFile[], places: number): Promise<void> {
    const [{ LookAhead, mostAhead }, { CallsAhead }] = await Promise.all([import('./look-ahead.ts'), import('../engine/calls-ahead.ts')])
    const { config, maySpend } = this.#options
    this.endAhead()
    const models = config.models.filter((model) => maySpend || !model.paid)
    const { engine } = this.#open()
    const calls = (this.#callsAhead ??= new CallsAhead((request, options) => engine.ask(request, options), this.#journal as Journal))
    this.#ahead = new LookAhead({ engine, calls, files, models, door: this.door, places, most: mostAhead(config) })
  }

  /** Loads what the first calls would wait for. The run has begun. */
  warmUp(): Promise<void> {
    return this.#providers.warmUp()
  }

  /** Nothing more is asked ahead of its test. */
  endAhead(): void {
    this.#ahead?.end()
    this.#ahead = null
  }

  /** The records of one use case, for reading and writing. */
  store(useCase: string): RecordStore {
    return this.#records.store(useCase)
  }

  /** Writes how the run stands; later calls overwrite. */
  async mark(given: RunStatus, reason: string | null): Promise<void> {
    if (!this.#header) return
    if (given !== 'running') {
      await this.#engine?.settleCosts(this.#stopping.atMost(LATE_COSTS_MS))
      this.#tape?.writeSync()
    }
    const cut = [this.#engine?.budget.trip?.error.message, this.#records.unpaid, this.trouble?.message].filter((part) => part != null)
    const { status, stopReason } = runEnding(given, reason, given === 'running' ? [] : cut)
    const ended = (status === 'complete' && (await this.#records.resumption?.status((name) => this.store(name)))) || { status, stopReason }
    this.#header = { ...this.#header, ...ended, finishedAt: status === 'running' ? null : new Date().toISOString() }
    await writeStanding(this.store(this.useCases[0] ?? 'default'), this.#header, this.#claim)
    if (status !== 'running') this.#engine?.emit({ type: 'run-ended', runId: this.runId, status: ended.status })
    await this.#progressFile?.write()
  }

  /** Asks nothing new and waits for the calls in flight, bounded. A run that begins is stopped as soon as it has begun. */
  async stop(interruption: Interruption): Promise<void> {
    this.#interruption ??= interruption
    this.endAhead()
    await this.#beginning?.catch(() => undefined)
    await this.#engine?.stop(new EvalError('aborted', `interrupted: ${this.#interruption.reason}`), this.#stopping.begin())
  }

  async close(): Promise<void> {
    this.endAhead()
    try {
      await this.#engine?.close(this.#stopping.atMost(CLOSING_MS))
      await this.door.close()
      await this.#records.close()
      await this.#journal?.close()
      await this.#costs.close()
      // What is not on the tape waits beside it, for the next run that records.
      await this.#tape?.close().catch((error: unknown) => this.#guard.note(error))
      await this.#providers.close()
    } finally {
      this.#claim?.release()
    }
  }

  /** Writes what waits, and that the run was interrupted if it has not ended, and removes the door's folder: safe in an `exit` handler. */
  closeSync(stopReason = 'the process ended before the run did'): void {
    if (this.#header?.status === 'running') {
      this.#header = { ...this.#header, status: 'interrupted', stopReason, finishedAt: new Date().toISOString() }
      writeStandingSync(this.config.resultsFolder, this.#header, this.#claim)
    }
    this.#progressFile?.writeSync()
    // A process that ends cannot be told: what is lost is asked again, and what waits beside the tape is written by the next run that records.
    attemptAll(
      () => this.#journal?.flushSync(),
      () => this.#costs.flushSync(),
      () => this.#records.flushSync(),
      () => this.#claim?.release(),
      () => this.door.removeFolder(),
      () => this.#tape?.writeSync(),
    )
  }

  async #begin(): Promise<void> {
    const { config, runId, shard, maySpend, needed } = this.#options
    const deck = await this.#openTape()
    const asked = config.models.filter((model) => (maySpend || !model.paid) && !deck?.answersFor(model))
    const [git] = await Promise.all([gitState(config.root), prepareNeeded(this.#providers, asked, needed)])
    requirePrices(asked, config)
    const estimate = (await this.#estimating?.()) ?? null
    const claim = (this.#claim = await claimRun({ resultsFolder: config.resultsFolder, runId, shard, concurrency: config.concurrency }))
    const resumption = (this.#records.resumption = resumptionOf(claim, config))
    const settings = engineSettings(config, this.#providers)
    const { journal, past } = await openRunJournal(this.#options, { claim, guard: this.#guard }, settings)
    this.#journal = journal
    const isErrored = this.#options.retryErrors ? await erroredTrials(config.resultsFolder, runId, journal.past) : null
    // Written once all that there is of the run has proved readable: a run that is refused stays as it is.
    this.#header = firstHeader(this.#options, { git, claim, resumption, estimate })
    await openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase: 'default', shard }).writeHeader(this.#header)
    this.#notes = resumption?.notes(journal.past, this.#options.retryErrors) ?? []
    this.#engine = new Engine({
      ...settings,
      observer: await openTelemetry(config),
      journal: this.#guard.watch(journal),
      tape: deck,
      past,
      isErrored,
      maySpend,
      keepCost: (record) => this.#costs.append(record),
    })
    if (estimate) expectCost(estimate, config.models, this.#engine)
    const file = (this.#progressFile = new ProgressFile(progressPath(config.resultsFolder, runId, shard), () => this.progress))
    this.#engine.listen((event) => {
      this.#progress.take(event, performance.now())
      file.touch()
      this.#listeners.forEach((listener) => listener(event))
    })
    await this.door.listen()
    void sweepDoors()
  }

  /** Read only where a tape is in use. */
  async #openTape(): Promise<TapeDeck | null> {
    const { config, env, maySpend } = this.#options
    if (config.tape.mode === 'off') return null
    const { openTapeDeck } = await import('./open-tape-deck.ts')
    this.#tape = openTapeDeck({ config, env, maySpend })
    this.#tape.onTrouble((problem) => this.#guard.note(problem))
    return this.#tape
  }

  #open(): { engine: Engine } {
    if (!this.#engine) throw new EvalError('bug', 'the engine was asked before the run began')
    return { engine: this.#engine }
  }

  #takeTask(task: TaskRecord): Promise<void> {
    this.#ahead?.started(join(this.config.root, task.file), task)
    return this.#records.takeTask(task)
  }
}
