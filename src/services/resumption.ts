import type { RunClaim } from '../records/claim-run.ts'
import type { FormerRun } from '../records/former-run.ts'
import { useCasesOf } from '../records/list-runs.ts'
import type { Config } from '../schema/config.ts'
import type { JournalPast } from '../schema/journal.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { EarlierSession, RunStatus, TaskRecord } from '../schema/run-header.ts'
import { whyGone } from './gone-tasks.ts'
import { missingTrials } from './missing-trials.ts'
import { modelChanges } from './model-changes.ts'
import { changedModels, ResumedTasks } from './resumed-tasks.ts'

const MODELS_UNKNOWN = 'whether its models have changed since then is not known: their records count'

/** What a resumed run keeps of the sessions before. */
export class Resumption {
  readonly #former: FormerRun
  readonly #config: Config
  readonly #tasks: ResumedTasks
  readonly #taken: TaskRecord[] = []
  readonly #gone: string[] = []
  /** Of all sessions before, the oldest first. */
  readonly earlier: EarlierSession[]

  constructor(former: FormerRun, config: Config) {
    const { resumedAt, startedAt, finishedAt, status, stopReason, commit, configHash } = former
    this.#former = former
    this.#config = config
    this.earlier = [...(former.earlier ?? []), { startedAt: resumedAt ?? startedAt, finishedAt, status, stopReason, commit, configHash }]
    this.#tasks = new ResumedTasks(this.earlier.length, changedModels(former.models ?? config.models, config.models))
  }

  /** How often the run has been resumed: stands in its trial records. */
  get session(): number {
    return this.earlier.length
  }

  /** A task's record as it is to be appended. */
  take(task: TaskRecord, store: RecordStore): Promise<TaskRecord> {
    this.#taken.push(task)
    return this.#tasks.take(task, store)
  }

  /** What is said when the run goes on: how it ended before, what is there of it, what has changed. */
  notes(past: JournalPast, onlyErrors: boolean): string[] {
    const { runId, status, stopReason, models } = this.#former
    const answers = `${past.answers} ${past.answers === 1 ? 'answer is' : 'answers are'} in its journal`
    return [
      `the run ${runId} goes on (it was ${status}${stopReason === null ? '' : `: ${stopReason}`}); ${answers} and not asked again`,
      ...(onlyErrors ? ['only trials that ended with an error are asked'] : []),
      ...(models === null ? [MODELS_UNKNOWN] : modelChanges(models, this.#config.models)),
    ]
  }

  /** What is said at the end. */
  get lastNotes(): string[] {
    const changed = [...this.#tasks.changed]
    return [
      ...(changed.length === 0 ? [] : [`tasks that had changed since the run was begun count anew: ${changed.join(', ')}`]),
      ...(this.#gone.length === 0 ? [] : [`tasks that are gone since the run was begun are left out: ${this.#gone.join(', ')}`]),
    ]
  }

  /** How a run stands whose chosen tests have all run: a filter may have left out what it was begun with. A shard knows nothing of the others. */
  async status(store: (useCase: string) => RecordStore): Promise<{ status: RunStatus; stopReason: string | null }> {
    if (this.#former.shard !== null) return { status: 'complete', stopReason: null }
    const useCases = await useCasesOf(this.#config.resultsFolder, this.#former.runId)
    await Promise.all(useCases.map((useCase) => this.#leaveOutGone(store(useCase))))
    const missing = await Promise.all(useCases.map((useCase) => missingTrials(store(useCase))))
    const answers = missing.reduce((sum, lacks) => sum + lacks.answers, 0)
    const judgements = missing.reduce((sum, lacks) => sum + lacks.judgements, 0)
    const reasons = [
      ...(answers === 0 ? [] : [`${answers} planned ${answers === 1 ? 'trial has' : 'trials have'} no answer`]),
      ...(judgements === 0 ? [] : [`${judgements} ${judgements === 1 ? 'answer was' : 'answers were'} not judged`]),
    ]
    return reasons.length === 0 ? { status: 'complete', stopReason: null } : { status: 'incomplete', stopReason: reasons.join('; ') }
  }

  /** What nobody can ask any more is not missing, and what bears another name by now would count twice. */
  async #leaveOutGone(store: RecordStore): Promise<void> {
    for (const task of await store.tasks()) {
      const why = whyGone(task, this.#taken, this.#config.root)
      if (why === null) continue
      this.#gone.push(`${task.name} (${why})`)
      await store.appendTask({ ...task, gone: true })
    }
  }
}

/** A run's resumption; `null` where it is begun for the first time. */
export const resumptionOf = ({ former }: RunClaim, config: Config): Resumption | null =>
  former === null ? null : new Resumption(former, config)
