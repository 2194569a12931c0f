import type { ModelRequest } from '../schema/model-request.ts'

type Asked = Pick<ModelRequest, 'messages' | 'outputSchema'>

/** What marks the sections of a question to a judge or a writer, as its first message says it. */
const MARK = /\[\[([0-9a-f]{16})\b/
const ID_MARK = 6

/**
 * A question to a judge or a writer of checks without what was drawn for it: the mark of its sections, and the ids and the order of its questions, which
 * change with every text. Any other question as it is.
 */
export function withoutMarks<T extends Asked>(request: T): T {
  const mark = MARK.exec(request.messages[0]?.content ?? '')?.[1]
  if (mark === undefined) return request
  const short = mark.slice(0, ID_MARK)
  const plain = (text: string): string => inOneOrder(text, short).replaceAll(mark, 'mark').replaceAll(`-${short}`, '')
  return {
    ...request,
    messages: request.messages.map((message) => ({ ...message, content: plain(message.content) })),
    ...(request.outputSchema
      ? { outputSchema: JSON.parse(JSON.stringify(request.outputSchema).replaceAll(`-${short}`, '')) as NonNullable<T['outputSchema']> }
      : {}),
  }
}

/** Questions in the order of their texts, without their ids. */
function inOneOrder(text: string, short: string): string {
  const ids = new RegExp(`^q\\d+-${short}: `)
  const lines = text.split('\n')
  const questions = lines.filter((line) => ids.test(line)).map((line) => line.replace(ids, 'question: '))
  questions.sort()
  return lines.map((line) => (ids.test(line) ? String(questions.shift()) : line)).join('\n')
}
