import { hashJson } from '../hash/hash-json.ts'
import { plannedOf } from '../report/planned-of.ts'
import type { Model } from '../schema/model.ts'
import { modelIdentity } from '../schema/model-identity.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { TaskRecord } from '../schema/run-header.ts'

/** Labels of models that are not what they were, that are new, or that are gone. */
export function changedModels(before: readonly Model[], now: readonly Model[]): string[] {
  const identities = (models: readonly Model[]) => new Map(models.map((model) => [model.label, hashJson(modelIdentity(model))]))
  const [earlier, current] = [identities(before), identities(now)]
  return [...new Set([...earlier.keys(), ...current.keys()])].filter((label) => earlier.get(label) !== current.get(label))
}

/** All of a task that its trials' records depend on; how many tests a filter chose is not. */
function settingsOf({ runId: _, planned: __, plannedByModel: _____, since: ___, gone: ____, ...settings }: TaskRecord): string {
  return hashJson(settings)
}

/** Numbers of planned trials by model as fields of a record. */
function plannedFields(byModel: ReadonlyMap<string, number>): Pick<TaskRecord, 'planned' | 'plannedByModel'> {
  const plannedByModel = [...byModel.values()]
  const planned = Math.max(0, ...plannedByModel)
  return new Set(plannedByModel).size > 1 ? { planned, plannedByModel } : { planned }
}

/** How many trials are planned of each model, for what was planned of it and is planned now. */
function plannedBy(before: TaskRecord, now: TaskRecord, rule: (before: number, now: number) => number): ReturnType<typeof plannedFields> {
  const former = plannedOf(before)
  // A model that is new was never left out by a filter.
  return plannedFields(new Map([...plannedOf(now)].map(([label, count]) => [label, rule(former.get(label) ?? before.planned, count)])))
}

/** How many trials of a task that has changed are planned: those of all cases where all were, else of as many as were, or are by now. */
function plannedAnew(before: TaskRecord, now: TaskRecord): ReturnType<typeof plannedFields> {
  const each = now.trials.count
  return plannedBy(before, now, (planned, count) => {
    const cases = planned / before.trials.count
    return Math.min(cases >= before.cases ? Infinity : Math.max(cases * each, count), now.cases * each)
  })
}

/**
 * Tasks of a resumed run: one that has changed since its records were written begins anew, so that none of them is mixed with new ones; one that
 * has not keeps them. One that is found again after it was gone begins anew as well.
 */
export class ResumedTasks {
  readonly changed = new Set<string>()
  readonly #session: number
  readonly #changedModels: ReadonlySet<string>
  readonly #before = new Map<string, Promise<Map<string, TaskRecord>>>()

  /** `session`: how often the run has been resumed. */
  constructor(session: number, modelsThatChanged: readonly string[]) {
    this.#session = session
    this.#changedModels = new Set(modelsThatChanged)
  }

  /** The record as it is to be appended. */
  async take(task: TaskRecord, store: RecordStore): Promise<TaskRecord> {
    const tasks =
      this.#before.get(task.useCase) ?? store.tasks('all').then((records) => new Map(records.map((record) => [record.name, record])))
    this.#before.set(task.useCase, tasks)
    const before = (await tasks).get(task.name)
    if (before === undefined) return task
    const { plannedByModel: _, ...settings } = task
    const isSame = settingsOf(before) === settingsOf(task) && !task.models.some((label) => this.#changedModels.has(label))
    if (!isSame || before.gone) {
      if (!isSame) this.changed.add(task.name)
      return { ...settings, ...plannedAnew(before, task), since: this.#session }
    }
    const planned = plannedBy(before, task, Math.max)
    return before.since === undefined ? { ...settings, ...planned } : { ...settings, ...planned, since: before.since }
  }
}
