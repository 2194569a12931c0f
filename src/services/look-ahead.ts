import type { CallsAhead } from '../engine/calls-ahead.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Config } from '../schema/config.ts'
import type { EngineEvent, EngineEventBody } from '../schema/event.ts'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import type { PlannedFile } from './planned-file.ts'
import { foreseeTrials } from './foresee-trials.ts'
import { nextCall, plannedCallsOf } from './planned-calls.ts'
import { StartedFiles } from './started-files.ts'

/** The engine, as far as calls are made ahead of their tests. */
export interface AheadEngine {
  hasRoom(model: string, isAwaited?: boolean): boolean
  onIdle(listener: (() => void) | null): void
  listen(listener: (event: EngineEvent) => void): () => void
  emit(event: EngineEventBody): void
}

export interface LookAheadOptions {
  engine: AheadEngine
  calls: Pick<CallsAhead, 'size' | 'askedMs' | 'askAhead'>
  /** In the order in which they will run. */
  files: readonly PlannedFile[]
  /** Models that may be asked. */
  models: readonly Model[]
  /** Most answers that wait for tests of files that have not started. */
  most: number
  door: { readonly mostUnanswered: number }
  /** For tests of a file at once. */
  places: number
}

/** How soon it is looked again where time alone is in the way: the first answers, a rate, a pause. */
const NEXT_LOOK_MS = 25
/** Calls begun in one go: between them the main process answers its workers. */
const AT_ONCE = 32
/**
 * Where a model answers sooner, the processor is what is short, and looking ahead would take some of it: it is asked ahead only while a slow
 * answer is all that is waited for.
 */
const QUICK_MS = 5
/** So long after the last question a slow answer is all that is waited for. */
const QUIET_MS = 25

/** Share of a worker's places that tests hold who wait: nearly all, and half of them while others come and go. */
const CROWDED = 0.5

/** Most answers that may wait for their tests. Under a budget few: the run may end before their tests do. */
const MOST_AHEAD = 20_000

export function mostAhead({ budgetUsd, concurrency }: Pick<Config, 'budgetUsd' | 'concurrency'>): number {
  return budgetUsd === null ? MOST_AHEAD : concurrency
}

/** A model's way through the files. */
interface Course {
  model: Model
  /** Of the file in hand. */
  index: number
  calls: Iterator<CallRequest, void> | null
  meanLatencyMs: number | null
}

interface Shelf {
  planned: PlannedFile
  task: Task | 'unread' | 'reading' | null
}

/**
 * Gives idle slots to questions of task files that have not started. Vitest never runs concurrent tests across files, so that without it a
 * file's last slow answers leave most slots idle. One prompt is rendered when one slot is idle; what is asked by a test goes first. Of a file that
 * has started, idle slots take the rest where the tests of one model, waiting, keep those of the others from asking.
 */
export class LookAhead {
  readonly #options: LookAheadOptions
  readonly #courses: Course[]
  readonly #shelves: Shelf[]
  readonly #started: StartedFiles
  readonly #names = new Map<string, string>()
  readonly #forget: () => void
  #soon: NodeJS.Immediate | null = null
  #later: NodeJS.Timeout | null = null
  #begun = false
  #running = 0
  #ended = false

  constructor(options: LookAheadOptions) {
    this.#options = options
    this.#courses = options.models.map((model) => ({ model, index: 0, calls: null, meanLatencyMs: null }))
    this.#shelves = options.files.map((planned) => ({ planned, task: 'unread' }))
    this.#started = new StartedFiles(options.files, () => this.#lookSoon())
    this.#forget = options.engine.listen((event) => this.#take(event))
    void foreseeTrials(options.files, (event) => options.engine.emit(event))
  }

  /** A file's own tests ask from here on. */
  started(file: string, record: TaskRecord): void {
    for (const shelf of this.#shelves) if (shelf.planned.file === file) shelf.task = null
    if (this.#courses.length > 1) this.#started.start(file, record)
  }

  /** Nothing more is begun. What is in flight is finished and kept. */
  end(): void {
    this.#ended = true
    this.#forget()
    this.#options.engine.onIdle(null)
    this.#clear()
  }

  #take(event: EngineEvent): void {
    if (event.type === 'call-started') {
      this.#running++
      if (!this.#begun) this.#lookAfter(NEXT_LOOK_MS)
      this.#begun = true
    } else if (event.type === 'call-settled' && !event.reused) {
      this.#running--
      const course = this.#courses.find(({ model }) => model.label === event.model)
      if (course && event.latencyMs !== null) course.meanLatencyMs = mix(course.meanLatencyMs ?? event.latencyMs, event.latencyMs)
    } else if (event.type === 'trial-ended') this.#started.trialEnded(event.task)
    else if (event.type === 'budget-tripped') this.end()
  }

  /** After the tests that were answered in this turn have asked what they ask next. */
  #lookSoon(): void {
    if (!this.#ended) this.#soon ??= setImmediate(() => this.#look())
  }

  #lookAfter(delayMs: number): void {
    if (!this.#ended) this.#later ??= setTimeout(() => this.#look(), delayMs).unref()
  }

  #clear(): void {
    if (this.#soon) clearImmediate(this.#soon)
    if (this.#later) clearTimeout(this.#later)
    this.#soon = null
    this.#later = null
  }

  #look(): void {
    this.#clear()
    this.#options.engine.onIdle(() => this.#lookSoon())
    let left = AT_ONCE
    const isCrowded = this.#isCrowded()
    for (const course of this.#courses) {
      if (isCrowded) left -= this.#begin(left, () => this.#nextOfStarted(course))
      left -= this.#begin(left, () => (this.#isWorthwhile(course) && this.#hasRoom(course) ? this.#next(course) : null))
    }
    if (this.#courses.length === 1 && this.#courses.every(({ index }) => index >= this.#shelves.length)) return this.end()
    if (left === 0) this.#lookSoon()
    else this.#lookAfter(NEXT_LOOK_MS)
  }

  /** Begins calls, so many at most, as long as there are some to begin. Says how many. */
  #begin(most: number, next: () => CallRequest | null): number {
    for (let begun = 0; begun < most; begun++) {
      const call = next()
      if (!call) return begun
      this.#options.calls.askAhead(call)
    }
    return most
  }

  #nextOfStarted({ model }: Course): CallRequest | null {
    return this.#options.engine.hasRoom(model.label, true) ? this.#started.next(model) : null
  }

  /** Do tests of one model, as they wait, take the places of another's? */
  #isCrowded(): boolean {
    const { door, places } = this.#options
    return this.#courses.length > 1 && door.mostUnanswered >= places * CROWDED
  }

  #isWorthwhile({ meanLatencyMs }: Course): boolean {
    const isQuick = meanLatencyMs !== null && meanLatencyMs < QUICK_MS
    return !isQuick || (this.#running > 0 && performance.now() - this.#options.calls.askedMs >= QUIET_MS)
  }

  #hasRoom({ model }: Course): boolean {
    const { engine, calls, most } = this.#options
    return calls.size < most && engine.hasRoom(model.label)
  }

  /** A model's next question; `null`: there is none, or its task is still being read. */
  #next(course: Course): CallRequest | null {
    for (; course.index < this.#shelves.length; course.index++, course.calls = null) {
      const shelf = this.#shelves[course.index] as Shelf
      if (shelf.task === 'unread') this.#read(shelf)
      if (shelf.task === 'reading') return null
      const { task, planned } = shelf
      if (task === null || typeof task === 'string' || !planned.models(task).includes(course.model)) continue
      course.calls ??= plannedCallsOf(task, planned, course.model)
      const call = nextCall(course.calls)
      if (call) return call
    }
    return null
  }

  #read(shelf: Shelf): void {
    shelf.task = 'reading'
    const done = (task: Task | null) => {
      if (shelf.task !== 'reading') return
      shelf.task = task && this.#isTwin(task) ? null : task
      this.#lookSoon()
    }
    // What is wrong with a task is said when its file runs.
    shelf.planned.read().then(done, () => done(null))
  }

  /** Of two tasks with one name neither's tests will pass: they are not asked ahead. */
  #isTwin({ name, file }: Task): boolean {
    const other = this.#names.get(name)
    this.#names.set(name, file)
    return other !== undefined && other !== file
  }
}

function mix(mean: number, latest: number): number {
  return mean * 0.9 + latest * 0.1
}
