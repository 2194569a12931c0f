import { promptRequest } from '../subjects/prompt-subject.ts'
import { trialCall } from '../subjects/trial-calls.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'

/**
 * The questions that a task's tests will ask of a model, one at a time, rendered when they are wanted. Ends early at a case whose prompt
 * cannot be rendered. A task whose inputs are cut into chunks yields none: its questions are known when its tests run.
 */
export function* plannedCalls(task: Task, model: Model, isChosen: (subject: Case) => boolean): Generator<CallRequest, void> {
  const { chunking } = task as Task & { chunking?: unknown }
  if (chunking) return
  const place = { task: task.name, format: task.output.format, model }
  for (const subject of task.cases) {
    if (!isChosen(subject)) continue
    const request = promptRequest(task, model, renderMessages(task, subject.input))
    for (let trial = 0; trial < task.trials.count; trial++) yield trialCall({ ...place, case: subject, trial }, request, 0)
  }
}
