import type { Answer } from '../schema/answer.ts'
import type { Message } from '../schema/model-request.ts'
import type { Model } from '../schema/model.ts'
import type { Task } from '../schema/task.ts'
import { answerOfReply } from './trial-calls.ts'
import type { TrialCalls } from './trial-calls.ts'

/** Asks a task's prompt, as rendered for one case. */
export async function askPrompt(
  task: Pick<Task, 'params' | 'tools' | 'output'>,
  model: Model,
  messages: Message[],
  calls: TrialCalls,
): Promise<Answer> {
  const { schema } = task.output
  const reply = await calls.call({
    messages,
    ...(task.tools.length > 0 ? { tools: task.tools } : {}),
    ...(schema !== null && typeof schema === 'object' ? { outputSchema: schema } : {}),
    params: { ...model.params, ...task.params },
  })
  return answerOfReply(reply)
}
