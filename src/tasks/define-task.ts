import type { TaskInput } from '../schema/task.ts'

/** A task in code, with its types checked. */
export function defineTask(task: TaskInput): TaskInput {
  return task
}
