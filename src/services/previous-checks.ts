import { existsSync } from 'node:fs'
import { faultsError } from '../config/faults-error.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Task } from '../schema/task.ts'
import { checksFileOf, readChecksFile } from '../tasks/read-checks-file.ts'
import { isStale } from '../tasks/written-for.ts'

/**
 * What a task's file of checks holds before it is written anew; `null` where there is none. Of a file that no model has written every check is a
 * person's, and kept as one that was reviewed. Throws EvalError config with all faults of the file, so that nothing is written over it.
 */
export function previousChecks({ file: taskFile, name }: Pick<Task, 'file' | 'name'>): ChecksFile | null {
  const file = checksFileOf(taskFile)
  if (file === null || !existsSync(file)) return null
  const { content, faults } = readChecksFile(file, name)
  if (!content || faults.length > 0) throw faultsError(faults)
  if (content.writtenBy !== undefined) return content
  return { ...content, checks: content.checks.map((check) => ({ ...check, reviewed: true })) }
}

/** Are checks to be written for a task: has it none that were written for it as it is? Not where it says that it wants none. */
export function needsChecks(task: Task): boolean {
  if (task.generatedChecks === false) return false
  const before = previousChecks(task)
  return before === null || isStale(before, task)
}
