import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isLeftOpen } from '../checks/is-left-open.ts'
import { openFileRecordStore } from '../records/file-record-store.ts'
import { inSession } from '../records/in-session.ts'
import type { EngineEventBody } from '../schema/event.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Place } from '../schema/fault.ts'
import type { OwnCalls } from '../schema/journal.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { expectTrials } from './frugal-memory.ts'
import type { Resumption } from './resumption.ts'
import type { RunOptions } from './run-options.ts'
import type { WriteGuard } from './write-guard.ts'

export interface RunRecordsOptions extends Pick<RunOptions, 'config' | 'runId' | 'shard'> {
  guard: WriteGuard
  /** Of the run's journal; `null`: it is not open yet. */
  ownCalls: () => OwnCalls | null
  emit(event: EngineEventBody): void
}

/** The records of a run, by use case: what workers send of tasks and trials is written and told. */
export class RunRecords {
  readonly #options: RunRecordsOptions
  readonly #stores = new Map<string, RecordStore>()
  readonly #useCases = new Map<string, string>()
  readonly #files = new Map<string, string>()
  readonly #announced = new Set<string>()
  readonly #warnings = new Set<string>()
  #unpaid: string | null = null
  /** What a resumed run keeps of its sessions before. */
  resumption: Resumption | null = null

  constructor(options: RunRecordsOptions) {
    this.#options = options
  }

  /** Folders of use cases, in the order in which they came. */
  get useCases(): string[] {
    return [...this.#stores.keys()]
  }

  /** In watch mode a run begins anew: every file announces its tasks again. */
  beginAnew(): void {
    this.#announced.clear()
    this.#unpaid = null
  }

  /** What there is to say of the run's tasks, each once. */
  get notes(): string[] {
    return [...this.#warnings, ...(this.resumption?.lastNotes ?? [])]
  }

  /** Why a trial has no answer for want of money, be it the run's budget or a vendor's quota; `null`: there was none. */
  get unpaid(): string | null {
    return this.#unpaid
  }

  /** The records of one use case, for reading and writing. */
  store(useCase: string): RecordStore {
    const known = this.#stores.get(useCase)
    if (known) return known
    const { config, runId, shard, ownCalls } = this.#options
    const store = openFileRecordStore({ resultsFolder: config.resultsFolder, runId, useCase, shard, ownCalls })
    this.#stores.set(useCase, store)
    return store
  }

  /** Rejects with an EvalError where another task has its name. */
  async takeTask(task: TaskRecord): Promise<void> {
    this.#refuseTwin(task)
    const trials = task.planned * task.models.length
    expectTrials(task.name, trials)
    const store = this.store(task.useCase)
    // In watch mode a task comes again and again.
    if (!this.#useCases.has(task.name)) store.expect(trials)
    this.#useCases.set(task.name, task.useCase)
    if (task.gates.length > 0) await this.#warn(task)
    const record = (await this.resumption?.take(task, store)) ?? task
    await store.appendTask(record).catch((error: unknown) => this.#options.guard.note(error))
    const { name, useCase, models, planned, plannedByModel } = task
    const trialsByModel = plannedByModel === undefined ? {} : { trialsByModel: plannedByModel }
    this.#options.emit({ type: 'task-planned', task: name, useCase, models, trialsPerModel: planned, ...trialsByModel })
  }

  async takeTrials(trials: TrialRecord[]): Promise<void> {
    this.#unpaid ??= trials.find(({ error }) => error?.kind === 'budget')?.error?.message ?? null
    const session = this.resumption?.session
    const stamped = session === undefined ? trials : trials.map((trial) => inSession(trial, session))
    const byUseCase = Map.groupBy(stamped, ({ task }) => this.#useCases.get(task) ?? 'default')
    const writing = [...byUseCase].map(([useCase, records]) => this.store(useCase).appendTrials(records))
    // The answers are in the journal: a test need not fail for its record, which is written when the run is resumed.
    await Promise.all(writing).catch((error: unknown) => this.#options.guard.note(error))
    for (const { task, model, case: caseId, trial, status, verdict, judge, checks } of trials) {
      const open = judge && isLeftOpen(checks) ? { openJudge: judge.model } : {}
      this.#options.emit({ type: 'trial-ended', task, model, case: caseId, trial, status, failed: verdict === 'failed', ...open })
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.close()))
  }

  flushSync(): void {
    for (const store of this.#stores.values()) store.flushSync()
  }

  async #warn(task: TaskRecord): Promise<void> {
    const { gateWarnings } = await import('../metrics/gate-warnings.ts')
    for (const { place, message } of gateWarnings(task)) this.#warnings.add(`${this.#where(place, task)} warning: ${message}`)
  }

  #where(place: Place | undefined, { file }: TaskRecord): string {
    if (place === undefined) return file
    return `${relative(this.#options.config.root, place.file).split(sep).join('/')}:${place.line}:${place.column}`
  }

  /** Names of tasks are unique in a run; a file that was renamed while Vitest watches gives its name up. */
  #refuseTwin({ name, file }: TaskRecord): void {
    const other = this.#files.get(name) ?? file
    const inFile = other === file && this.#announced.has(name)
    if (inFile || (other !== file && existsSync(join(this.#options.config.root, other)))) {
      const where = inFile ? `both in ${file}` : [other, file].sort().join(' and ')
      throw new EvalError('config', `two tasks are named ${name}: ${where}`, { hint: 'names of tasks are unique in a run: rename one' })
    }
    this.#files.set(name, file)
    this.#announced.add(name)
  }
}
