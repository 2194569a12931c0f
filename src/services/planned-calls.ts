import { stopWindow } from './early-stop.ts'
import { promptRequests } from '../subjects/prompt-requests.ts'
import { trialCall } from '../subjects/trial-calls.ts'
import type { CallRequest } from '../schema/call.ts'
import type { Case } from '../schema/case.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import type { PlannedFile } from './planned-file.ts'

/**
 * The questions that a task's tests will ask of a model, one at a time, rendered when they are wanted. Ends early at a case whose prompt
 * cannot be rendered. Of a long input they are one per chunk. Where asking may stop early, only those that are asked whatever the answers are.
 */
export function* plannedCalls(task: Task, model: Model, isChosen: (subject: Case) => boolean): Generator<CallRequest, void> {
  const place = { task: task.name, format: task.output.format, model }
  const isWhole = task.stop !== undefined && task.cases.every(isChosen)
  for (const subject of isWhole ? task.cases.slice(0, stopWindow(task.cases.length)) : task.cases) {
    if (!isChosen(subject)) continue
    const requests = promptRequests(task, model, subject)
    for (let trial = 0; trial < task.trials.count; trial++)
      for (const [nth, { request, part }] of requests.entries())
        yield trialCall({ ...place, case: { ...subject, ...part }, trial }, request, nth)
  }
}

/** Those of a file whose tests will run. */
export function plannedCallsOf(task: Task, { isChosen }: Pick<PlannedFile, 'isChosen'>, model: Model): Iterator<CallRequest, void> {
  return plannedCalls(task, model, (subject) => isChosen(task, model, subject))
}

/** The next of planned calls; `null`: there is none. A prompt that cannot be rendered ends the file's plan: its test says why. */
export function nextCall(calls: Iterator<CallRequest, void>): CallRequest | null {
  try {
    const { done, value } = calls.next()
    return done ? null : value
  } catch {
    return null
  }
}
