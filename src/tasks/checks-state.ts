import type { Config } from '../schema/config.ts'
import type { Task } from '../schema/task.ts'

/**
 * How it stands with the checks that are written for a task: `missing` (it wants some and has no file), `stale` (it was changed since), `written`
 * (there are some, for the task as it is), or `own`: it wants none, or its file is a person's own.
 */
export type ChecksState = 'missing' | 'stale' | 'written' | 'own'

/**
 * A task that says nothing wants checks to be written if it has none of its own and a general model is configured; one that says
 * `generatedChecks: false` never does, and its file then counts as a person's own.
 */
export function checksState(task: Task, config: Pick<Config, 'generalModel'>): ChecksState {
  const { generatedChecks: said, checksFile } = task
  if (said === false) return 'own'
  if (checksFile) return checksFile
  const hasOwn = task.checks.length > 0 || task.cases.some(({ checks }) => checks.length > 0)
  return (said ?? (!hasOwn && config.generalModel !== null)) ? 'missing' : 'own'
}

/** Are checks written before a task's tests, by Vitest's setting for snapshots? `none`: never; `new`: where they are missing; `all`: anew, too. */
export function isToWrite(state: ChecksState, updateSnapshot: string): boolean {
  return state !== 'own' && (updateSnapshot === 'all' || (updateSnapshot === 'new' && state === 'missing'))
}
