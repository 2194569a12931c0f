import type { Answer } from '../schema/answer.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { answerOfReply } from './trial-calls.ts'
import type { TrialCalls } from './trial-calls.ts'

type Asking = Pick<Task, 'params' | 'tools' | 'output'>

/** Asks a task's prompt, as rendered for one case. */
export function askPrompt(task: Asking, model: Model, messages: Message[], calls: TrialCalls): Promise<Answer> {
  return calls.call(promptRequest(task, model, messages)).then(answerOfReply)
}

/** What is asked with a task's rendered messages. */
export function promptRequest({ tools, output: { schema }, params }: Asking, model: Model, messages: Message[]): ModelRequest {
  return {
    messages,
    ...(tools.length > 0 ? { tools } : {}),
    ...(schema !== null && typeof schema === 'object' ? { outputSchema: schema } : {}),
    params: { ...model.params, ...params },
  }
}
