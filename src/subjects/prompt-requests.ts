import type { Case } from '../schema/case.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { renderMessages } from '../tasks/render-messages.ts'
import { caseParts } from './case-parts.ts'
import { inputParts } from './input-parts.ts'
import { promptRequest } from './prompt-subject.ts'
import type { CasePart } from './trial-calls.ts'

/** A question that a trial of a prompt asks, whatever the other answers are; its index in the list is its number in the trial. */
export interface PromptRequest {
  request: ModelRequest
  /** Of a long input, what providers that need the case see of it; `undefined`: the whole case. */
  part: CasePart | undefined
  /** What is added to the offsets in the answer. */
  start: number
}

/**
 * What a trial of a task's prompt asks at once: one question, or one per chunk of a long input. Models with recorded answers have answered the
 * whole. Where a model merges, one more question follows. Throws EvalError config for an input that cannot be cut.
 */
export function promptRequests(
  task: Pick<Task, 'messages' | 'params' | 'tools' | 'output' | 'pairing' | 'chunking'>,
  model: Model,
  subject: Case,
): PromptRequest[] {
  const { chunking, pairing } = task
  const parts = chunking === null || model.answersFile !== null ? [] : inputParts(subject.input, chunking)
  const requestOf = (input: Case['input']) => promptRequest(task, model, renderMessages(task, input))
  if (chunking === null || parts.length < 2) return [{ request: requestOf(parts[0]?.input ?? subject.input), part: undefined, start: 0 }]
  const cases = model.needsCase ? caseParts(subject, parts, chunking, pairing) : []
  return parts.map(({ input, start }, index) => ({ request: requestOf(input), part: cases[index], start }))
}
