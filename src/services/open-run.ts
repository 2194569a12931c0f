import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Door } from '../engine/door.ts'
import { Engine } from '../engine/engine.ts'
import { preparedProviders } from '../providers/prepared-providers.ts'
import { PRICE_DATE, priceCall } from '../pricing/price-call.ts'
import { openFileJournal } from '../records/file-journal.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { gitState } from '../records/git-state.ts'
import { writeHeaderFileSync } from '../records/header-file.ts'
import { ProgressFile } from '../records/progress-file.ts'
import { journalFile, progressPath } from '../records/run-paths.ts'
import type { Shard } from '../records/run-paths.ts'
import { Progress } from '../report/progress.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Config } from '../schema/config.ts'
import type { EngineEvent } from '../schema/event.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'
import type { RunProgress } from '../schema/progress.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { RunHeader, RunStatus, TaskRecord } from '../schema/run-header.ts'
import type { Interruption } from '../schema/run-view.ts'
import type { TrialRecord } from '../schema/trial-record.ts'

import { runProgress } from './run-progress.ts'

export interface RunOptions {
  config: Config
  runId: string
  env: Readonly<Record<string, string | undefined>>
  versions: RunHeader['versions']
  /** Which shard of a run this process is. */
  shard: Shard | null
  /** `false`: paid models answer from the journal only. */
  maySpend: boolean
  /** Journals of earlier runs whose answers count: paths, the oldest first. */
  earlier: readonly string[]
}

/** How long calls in flight may take to end when a run is closed. */
const CLOSING_MS = 10_000
/** And when it is stopped before its end. */
const STOPPING_MS = 30_000

/** A run in the main process: its door for the workers, its engine, its records. Nothing is opened before `begin`. */
export class Run {
  readonly config: Config
  readonly runId: string
  readonly door: Door
  readonly #options: RunOptions
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #stores = new Map<string, RecordStore>()
  readonly #useCases = new Map<string, string>()
  readonly #files = new Map<string, string>()
  readonly #announced = new Set<string>()
  readonly #providers: ReturnType<typeof preparedProviders>
  #header: RunHeader | null = null
  #interruption: Interruption | null = null
  #progress = new Progress()
  #progressFile: ProgressFile | null = null
  #engine: Engine | null = null
  #journal: Journal | null = null
  #beginning: Promise<void> | null = null

  constructor(options: RunOptions) {
    this.#options = options
    this.config = options.config
    this.runId = options.runId
    const { seed, allowKeys, concurrency } = options.config
    this.#providers = preparedProviders({ env: options.env, seed, allowKeys, connections: concurrency })
    this.door = new Door({
      ask: (request: CallRequest, signal) => this.#open().engine.ask(request, { signal }),
      records: (trials: TrialRecord[]) => this.#takeTrials(trials),
      task: (task: TaskRecord) => this.#takeTask(task),
    })
  }

  /** Folders of the run's use cases, in the order in which they came. */
  get useCases(): string[] {
    return [...this.#stores.keys()]
  }

  get header(): RunHeader | null {
    return this.#header
  }

  get progress(): RunProgress | null {
    return this.#header && runProgress(this.#progress, this.#header, this.config.budgetUsd)
  }

  get interruption(): Interruption | null {
    return this.#interruption
  }

  /** How long `stop` waits for calls in flight. */
  get stoppingMs(): number {
    return STOPPING_MS
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
    this.#announced.clear()
    this.#interruption = null
    this.#progress = new Progress()
    this.#engine?.reopen()
    this.#engine?.forgive()
    return (this.#beginning ??= this.#begin())
  }

  /** The records of one use case, for reading and writing. */
  store(useCase: string): RecordStore {
    const known = this.#stores.get(useCase)
    if (known) return known
    const { resultsFolder } = this.config
    const store = openFileRecordStore({ resultsFolder, runId: this.runId, useCase, shard: this.#options.shard })
    this.#stores.set(useCase, store)
    return store
  }

  /** Writes how the run stands; later calls overwrite. */
  async mark(status: RunStatus, stopReason: string | null): Promise<void> {
    if (!this.#header) return
    this.#header = { ...this.#header, status, stopReason, finishedAt: status === 'running' ? null : new Date().toISOString() }
    await this.store(this.useCases[0] ?? 'default').writeHeader(this.#header)
    if (status !== 'running') this.#engine?.emit({ type: 'run-ended', runId: this.runId, status })
    await this.#progressFile?.write()
  }

  async stop(interruption: Interruption): Promise<void> {
    this.#interruption ??= interruption
    await this.#engine?.stop(new EvalError('aborted', `interrupted: ${this.#interruption.reason}`), STOPPING_MS)
  }

  async close(): Promise<void> {
    await this.#engine?.close(CLOSING_MS)
    await this.door.close()
    await Promise.all([...this.#stores.values()].map((store) => store.close()))
    await this.#journal?.close()
    await this.#providers.close()
  }

  /** Writes what waits, and that the run was interrupted if it has not ended, and removes the door's folder: safe in an `exit` handler. */
  closeSync(stopReason = 'the process ended before the run did'): void {
    if (this.#header?.status === 'running') {
      this.#header = { ...this.#header, status: 'interrupted', stopReason, finishedAt: new Date().toISOString() }
      writeHeaderFileSync(this.config.resultsFolder, this.#header)
    }
    this.#progressFile?.writeSync()
    this.#journal?.flushSync()
    for (const store of this.#stores.values()) store.flushSync()
    this.door.removeFolder()
  }

  async #begin(): Promise<void> {
    const { config, runId, versions, shard, maySpend } = this.#options
    const asked = config.models.filter((model) => maySpend || !model.paid)
    const [git] = await Promise.all([gitState(config.root), this.#providers.prepareAll(asked)])
    this.#header = {
      schema: 'taskbench/run@1',
      runId,
      startedAt: new Date().toISOString(),
      finishedAt: null,
      status: 'running',
      stopReason: null,
      ...git,
      seed: config.seed,
      configHash: config.configHash,
      versions,
      shard,
      generalModel: config.generalModel,
      priceDate: PRICE_DATE,
      models: config.models,
    }
    await openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase: 'default', shard }).writeHeader(this.#header)
    this.#journal = openFileJournal({ file: journalFile(config.resultsFolder, runId, shard), earlier: [...this.#options.earlier] })
    this.#engine = new Engine({
      models: config.models,
      provider: (model) => this.#providers.of(model),
      price: (model, usage, inlineCostNanoUsd) => priceCall({ model, usage, inlineCostNanoUsd }),
      journal: this.#journal,
      concurrency: config.concurrency,
      budgetNanoUsd: config.budgetUsd === null ? null : Math.round(config.budgetUsd * 1e9),
      abandonAfter: config.abandonAfter,
      maySpend,
      seed: config.seed,
      newCallId: randomUUID,
    })
    const file = (this.#progressFile = new ProgressFile(progressPath(config.resultsFolder, runId, shard), () => this.progress))
    this.#engine.listen((event) => {
      this.#progress.take(event, performance.now())
      file.touch()
    })
    this.#engine.listen((event) => this.#listeners.forEach((listener) => listener(event)))
    await this.door.listen()
  }

  #open(): { engine: Engine } {
    if (!this.#engine) throw new EvalError('bug', 'the engine was asked before the run began')
    return { engine: this.#engine }
  }

  async #takeTask(task: TaskRecord): Promise<void> {
    this.#refuseTwin(task)
    this.#useCases.set(task.name, task.useCase)
    await this.store(task.useCase).appendTask(task)
    this.#engine?.emit({ type: 'task-planned', task: task.name, models: task.models, trialsPerModel: task.planned })
  }

  /** Names of tasks are unique in a run; a file that was renamed while Vitest watches gives its name up. */
  #refuseTwin({ name, file }: TaskRecord): void {
    const other = this.#files.get(name) ?? file
    const inFile = other === file && this.#announced.has(name)
    if (inFile || (other !== file && existsSync(join(this.config.root, other)))) {
      const where = inFile ? `both in ${file}` : [other, file].sort().join(' and ')
      throw new EvalError('config', `two tasks are named ${name}: ${where}`, { hint: 'names of tasks are unique in a run: rename one' })
    }
    this.#files.set(name, file)
    this.#announced.add(name)
  }

  async #takeTrials(trials: TrialRecord[]): Promise<void> {
    const byUseCase = Map.groupBy(trials, ({ task }) => this.#useCases.get(task) ?? 'default')
    await Promise.all([...byUseCase].map(([useCase, records]) => this.store(useCase).appendTrials(records)))
    for (const { task, model, case: caseId, trial, status, verdict } of trials) {
      this.#engine?.emit({ type: 'trial-ended', task, model, case: caseId, trial, status, failed: verdict === 'failed' })
    }
  }
}
