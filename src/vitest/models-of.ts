import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'

/** The models that a task runs against: its own choice by label or id, else all. */
export function modelsOf(task: Pick<Task, 'name' | 'models'>, models: readonly Model[]): Model[] {
  if (!task.models) return [...models]
  const chosen = models.filter((model) => task.models?.includes(model.label) || task.models?.includes(model.id))
  if (chosen.length > 0) return chosen
  throw new EvalError('config', `none of the models of the task ${task.name} is configured: ${task.models.join(', ')}`)
}
