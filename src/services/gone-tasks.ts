import { existsSync } from 'node:fs'
import path from 'node:path'
import { TASK_FILE } from '../paths/task-file.ts'
import type { TaskRecord } from '../schema/run-header.ts'

type Placed = Pick<TaskRecord, 'name' | 'useCase' | 'file'>

/**
 * Why a task of a run that was resumed is not to be found in the project any more; `null`: it is, or nothing speaks against it. `taken`: the tasks
 * that have run since. A task that has not run may have been left out by a filter: only what its file says counts.
 */
export function whyGone(task: Placed, taken: readonly Placed[], root: string): string | null {
  const same = taken.filter(({ name }) => name === task.name)
  if (same.length > 0) return same.some(({ useCase }) => useCase === task.useCase) ? null : `it is of the use case ${same[0]?.useCase} now`
  if (!existsSync(path.join(root, task.file))) return `its file ${task.file} is gone`
  const other = TASK_FILE.test(task.file) ? taken.find(({ file }) => file === task.file) : undefined
  return other === undefined ? null : `${task.file} holds ${other.name} now`
}
