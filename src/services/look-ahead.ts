import type { CallsAhead } from '../engine/calls-ahead.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import type { Config } from '../schema/config.ts'
import type { EngineEvent } from '../schema/event.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { plannedCalls } from './planned-calls.ts'

/** A task file whose tests will run. */
export interface PlannedFile {
  /** Absolute path. */
  file: string
  /** The task; `null` where nothing of it can be planned. */
  read(): Promise<Task | null>
  /** The models that are asked. */
  models(task: Task): readonly Model[]
  /** Will the test of this case and model run? */
  isChosen(task: Task, model: Model, subject: Case): boolean
}

/** The engine, as far as calls are made ahead of their tests. */
export interface AheadEngine {
  hasRoom(model: string): boolean
  onIdle(listener: (() => void) | null): void
  listen(listener: (event: EngineEvent) => void): () => void
}

export interface LookAheadOptions {
  engine: AheadEngine
  calls: Pick<CallsAhead, 'size' | 'askedMs' | 'askAhead'>
  /** In the order in which they will run. */
  files: readonly PlannedFile[]
  /** Models that may be asked. */
  models: readonly Model[]
  /** Most answers that wait for their tests. */
  most: number
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
 * file's last slow answers leave most slots idle. One prompt is rendered when one slot is idle; what is asked by a test goes first.
 */
export class LookAhead {
  readonly #options: LookAheadOptions
  readonly #courses: Course[]
  readonly #shelves: Shelf[]
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
    this.#forget = options.engine.listen((event) => this.#take(event))
  }

  /** A file's own tests ask from here on: what remains of it is not planned any more. */
  started(file: string): void {
    for (const shelf of this.#shelves) if (shelf.planned.file === file) shelf.task = null
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
    } else if (event.type === 'budget-tripped') this.end()
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
    for (const course of this.#courses) {
      while (left > 0 && this.#isWorthwhile(course) && this.#hasRoom(course)) {
        const call = this.#next(course)
        if (!call) break
        this.#options.calls.askAhead(call)
        left--
      }
    }
    if (this.#courses.every(({ index }) => index >= this.#shelves.length)) return this.end()
    if (left === 0) this.#lookSoon()
    else this.#lookAfter(NEXT_LOOK_MS)
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
      course.calls ??= plannedCalls(task, course.model, (subject) => planned.isChosen(task, course.model, subject))
      const call = nextOf(course.calls)
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

/** A prompt that cannot be rendered ends the file's plan: its test says why. */
function nextOf(calls: Iterator<CallRequest, void>): CallRequest | null {
  try {
    const { done, value } = calls.next()
    return done ? null : value
  } catch {
    return null
  }
}
