import { join, resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.ts'
import type { Task } from '../../schema/task.ts'
import { loadTask } from '../../tasks/load-task.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A task of this project's own suites. */
export async function suite(name: string): Promise<Task> {
  return loadTask(join(root, `evals/${name}/${name}.task.yaml`), await loadConfig({ root, env: {} }))
}
