import { setTimeout as sleep } from 'node:timers/promises'
import { statSync } from 'node:fs'
import type { Config } from '../schema/config.ts'
import type { Task } from '../schema/task.ts'

/** Reads tasks, each when it is compiled, or before. */
export interface TaskReader {
  read(file: string): Promise<Task>
  /** A task that will be compiled later; it is not read again then. */
  peek(file: string): Promise<Task>
  /**
   * Reads tasks while the main process would wait for its workers, which start after `begun`. Faults are said when the task is compiled. Resolves
   * when all are read.
   */
  readAhead(files: readonly string[], begun: Promise<unknown>): Promise<void>
  /** A task that was read ahead and is not compiled yet, else `null`. */
  readBefore(file: string): Promise<Task> | null
  /** A task as its file is now, once more; nothing of it is kept. */
  readAgain(file: string): Promise<Task>
}

/** How long a worker takes to start, at least: reading before would only delay that. */
const WORKER_START_MS = 15

export function taskReader(config: Config): TaskReader {
  const ahead = new Map<string, { task: Promise<Task>; changedMs: number }>()
  let hurry = () => undefined as void
  const load = async (file: string) => (await import('../tasks/load-task.ts')).loadTask(file, config)
  const keep = (file: string, task: Promise<Task>) => {
    task.catch(() => undefined)
    ahead.set(file, { task, changedMs: changedMs(file) })
    return task
  }
  return {
    async read(file) {
      const known = ahead.get(file)
      ahead.delete(file)
      return known?.changedMs === changedMs(file) ? known.task : load(file)
    },
    peek(file) {
      hurry()
      const known = ahead.get(file)
      return known?.changedMs === changedMs(file) ? known.task : keep(file, load(file))
    },
    readBefore: (file) => ahead.get(file)?.task ?? null,
    readAgain: load,
    async readAhead(files, begun) {
      // What was read for an earlier run may be out of date: its cases may have changed.
      ahead.clear()
      const { promise: wanted, resolve } = Promise.withResolvers<void>()
      hurry = resolve
      const starting = begun.catch(() => undefined).then(() => sleep(WORKER_START_MS))
      const time = Promise.race([wanted, starting])
      const reading = files.map((file) =>
        keep(
          file,
          time.then(() => load(file)),
        ),
      )
      await Promise.allSettled([time, ...reading])
    },
  }
}

function changedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
