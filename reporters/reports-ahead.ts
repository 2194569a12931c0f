import type { EngineEvent } from '../src/schema/event.ts'
import type { FindBaseline } from '../src/schema/find-baseline.ts'
import type { RunView } from '../src/schema/run-view.ts'
import { outputFormats } from './output-formats.ts'
import { startReports } from './write-reports.ts'
import type { StartedReports, WrittenReports } from './write-reports.ts'

/** Below this, what could be done ahead is done in no time at the end; above, a run is frugal with memory. */
const LEAST_TRIALS = 2_000
const MOST_TRIALS = 50_000

type Planned = Extract<EngineEvent, { type: 'task-planned' }>

/**
 * Reports of a run that goes on: what they say of single trials is made while the process waits for answers and workers, and held in memory until the
 * run has ended. A run that was resumed, and one of several shards, is reported from its files at its end.
 */
export class ReportsAhead {
  readonly #run: RunView
  readonly #started = new Map<string, StartedReports>()
  #trials = 0
  #isOff = false

  constructor(run: RunView) {
    this.#run = run
    this.#isOff = run.header?.shard != null || run.header?.earlier !== undefined
  }

  /** Before the first trial of the task comes. */
  planned({ task, useCase, models, trialsPerModel }: Planned): void {
    this.#trials += models.length * trialsPerModel
    if (this.#trials > MOST_TRIALS) this.#turnOff()
    const known = this.#started.get(useCase)
    if (known) known.reading.plan(task, models, trialsPerModel)
    else if (!this.#isOff && models.length * trialsPerModel >= LEAST_TRIALS) this.#start({ task, useCase, models, trialsPerModel })
  }

  /** The reports of a use case, whose run has ended; `null`: they must be made from the records. */
  async finish(useCase: string, folder: string, baselines: FindBaseline | undefined): Promise<WrittenReports | null> {
    const started = this.#started.get(useCase)
    return started && (await started.reading.end()) ? started.finish(folder, baselines) : null
  }

  /** What was begun is thrown away. */
  #turnOff(): void {
    this.#isOff = true
    for (const { reading } of this.#started.values()) reading.abandon()
    this.#started.clear()
  }

  #start({ task, useCase, models, trialsPerModel }: Omit<Planned, 'type' | 'seq' | 'at'>): void {
    const store = this.#run.store(useCase)
    const reading = store.early(() => this.#run.door.quiet())
    if (!reading) return
    reading.plan(task, models, trialsPerModel)
    this.#started.set(useCase, startReports({ store, reading, formats: Object.keys(outputFormats) }))
  }
}
