import type { Vitest } from 'vitest/node'
import type { Config } from '../schema/config.ts'
import type { Task } from '../schema/task.ts'
import type { Run } from '../services/open-run.ts'
import { checksState } from '../tasks/checks-state.ts'
import type { TaskReader } from './task-reader.ts'

export interface TendingSetup {
  vitest: Vitest
  run: Run
  config: Config
  maySpend: boolean
}

/**
 * Reads a task with the checks that are written for it, by the rules of Vitest's snapshots: locally missing ones are written first and stale ones
 * are warned of, `-u` writes them anew, and in CI both are faults. Before a run has begun (`vitest list`) nothing is looked after.
 */
export function tendedTasks(tasks: TaskReader, setup: () => TendingSetup | null): (file: string) => Promise<Task> {
  let tend: Promise<(task: Task) => Promise<Task>> | null = null
  return async (file) => {
    const task = await tasks.read(file)
    const tending = setup()
    if (!tending?.run.header) return task
    const state = checksState(task, tending.config)
    const { updateSnapshot } = tending.vitest.config.snapshotOptions
    if (state === 'own' || (state === 'written' && updateSnapshot !== 'all')) return task
    tend ??= import('./tend-checks.ts').then(({ checksTender }) => checksTender(setup))
    return (await tend)(task)
  }
}
