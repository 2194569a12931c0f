import type { Case } from '../schema/case.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'

/** A task file whose tests will run. */
export interface PlannedFile {
  /** Absolute path. */
  file: string
  /** The task; `null` where nothing of it can be planned. */
  read(): Promise<Task | null>
  /** The same after its tests have begun. */
  readAgain(): Promise<Task>
  /** The models that are asked. */
  models(task: Task): readonly Model[]
  /** Will the test of this case and model run? */
  isChosen(task: Task, model: Model, subject: Case): boolean
}
