import { EvalError } from '../schema/eval-error.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { Message } from '../schema/model-request.ts'
import type { Task } from '../schema/task.ts'

/** `{{name}}` or `{{a.b}}`, on one line; a backslash before it keeps it as it is written. */
export const PLACEHOLDER = /(\\?)\{\{([^{}\n]+)\}\}/g

/** A task's messages for one input. Inserted text is never rendered again. Throws EvalError config for a placeholder without an input. */
export function renderMessages(task: Pick<Task, 'messages'>, input: JsonObject): Message[] {
  return task.messages.map((message) => ({ ...message, content: render(message.content, input) }))
}

/** The placeholders in a template, in order, each name once: the name, and how it is written. */
export function placeholdersOf(template: string): { name: string; written: string }[] {
  const found = new Map<string, string>()
  for (const [written, escape, name = ''] of template.matchAll(PLACEHOLDER)) {
    if (escape === '' && name.trim() !== '' && !found.has(name.trim())) found.set(name.trim(), written)
  }
  return [...found].map(([name, written]) => ({ name, written }))
}

/** The input's value at a placeholder's path; `undefined` if there is none. A field whose name holds dots wins over a path. */
export function inputAt(input: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(input, path)) return input[path]
  return path.split('.').reduce<Json | undefined>((value, step) => {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    return (value as JsonObject)[step]
  }, input)
}

function render(template: string, input: JsonObject): string {
  return template.replace(PLACEHOLDER, (whole, escape: string, name: string) => {
    if (escape) return whole.slice(1)
    const path = name.trim()
    if (path === '') return whole
    const value = inputAt(input, path)
    if (value === undefined)
      throw new EvalError('config', `the placeholder {{${path}}} has no input`, {
        hint: `the case has: ${Object.keys(input).join(', ') || 'nothing'}`,
      })
    return typeof value === 'string' ? value : JSON.stringify(value)
  })
}
