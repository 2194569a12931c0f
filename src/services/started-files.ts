import type { CallRequest } from '../schema/call.ts'
import type { Model } from '../schema/model.ts'
import type { TaskRecord } from '../schema/run-header.ts'
import type { Task } from '../schema/task.ts'
import type { PlannedFile } from './planned-file.ts'
import { nextCall, plannedCallsOf } from './planned-calls.ts'

interface Started {
  planned: PlannedFile
  record: TaskRecord
  /** Trials whose tests have not ended. */
  left: number
  task: Task | 'unread' | 'reading' | null
  /** What is still to be looked at, by model. */
  calls: Map<Model, Iterator<CallRequest, void>>
  /** Labels of models of which nothing is left. */
  looked: Set<string>
}

/** Task files whose tests have begun to ask and have not ended. */
export class StartedFiles {
  readonly #planned: ReadonlyMap<string, PlannedFile>
  readonly #onRead: () => void
  readonly #started = new Map<string, Started>()

  constructor(files: readonly PlannedFile[], onRead: () => void) {
    this.#planned = new Map(files.map((planned) => [planned.file, planned]))
    this.#onRead = onRead
  }

  start(file: string, record: TaskRecord): void {
    const planned = this.#planned.get(file)
    if (planned)
      this.#started.set(record.name, {
        planned,
        record,
        left: record.planned * record.models.length,
        task: 'unread',
        calls: new Map(),
        looked: new Set(),
      })
  }

  trialEnded(task: string): void {
    const started = this.#started.get(task)
    if (started && --started.left === 0) this.#started.delete(task)
  }

  /** A model's next question in the order of the tests, also where a test has asked it; `null`: there is none, or its task is being read again. */
  next(model: Model): CallRequest | null {
    for (const started of this.#started.values()) {
      if (started.task === 'unread') this.#read(started)
      const { planned, task, calls } = started
      if (task === null || typeof task === 'string' || !planned.models(task).includes(model)) continue
      const rest = calls.get(model) ?? plannedCallsOf(task, planned, model)
      calls.set(model, rest)
      const call = nextCall(rest)
      if (call) return call
      started.looked.add(model.label)
      if (started.record.models.every((label) => started.looked.has(label))) started.task = null
    }
    return null
  }

  /** The main process keeps no task once it is compiled. One that was edited since is not what the tests ask. */
  #read(started: Started): void {
    const { planned, record } = started
    const done = (task: Task | null) => {
      started.task = task && isTaskOf(record, task) ? task : null
      this.#onRead()
    }
    started.task = 'reading'
    planned.readAgain().then(done, () => done(null))
  }
}

const isTaskOf = (record: TaskRecord, { promptHash, caseSetHash, trials }: Task): boolean =>
  promptHash === record.promptHash && caseSetHash === record.caseSetHash && trials.count === record.trials.count
