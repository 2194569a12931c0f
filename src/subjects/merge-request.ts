import type { Chunking } from '../schema/chunking.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Message } from '../schema/model-request.ts'
import type { Task } from '../schema/task.ts'
import { renderMessages } from '../tasks/render-messages.ts'

/** What stands for the long input where the whole is spoken of. */
const LEFT_OUT = '[the input]'

/**
 * The messages that ask a model to merge the answers to the parts: the task's system messages, and the merge prompt with `{{parts}}`,
 * `{{instructions}}` (the task's other messages with the long input left out), `{{chunk.count}}` and the case's other input.
 */
export function mergeRequest(
  task: Pick<Task, 'messages'>,
  chunking: Pick<Chunking, 'input'>,
  mergePrompt: string,
  input: JsonObject,
  answers: readonly string[],
): Message[] {
  const count = answers.length
  const whole = { ...input, [chunking.input]: LEFT_OUT, 'chunk.index': 1, 'chunk.count': count, 'chunk.line': 1 }
  const messages = renderMessages(task, whole)
  const instructions = messages.filter(({ role }) => role !== 'system').map(({ content }) => content)
  const parts = answers.map((answer, index) => `Part ${index + 1} of ${count}:\n${answer}`)
  const merging: Message = { role: 'user', content: mergePrompt }
  return [
    ...messages.filter(({ role }) => role === 'system'),
    ...renderMessages({ messages: [merging] }, { ...whole, parts: parts.join('\n\n'), instructions: instructions.join('\n\n') }),
  ]
}
