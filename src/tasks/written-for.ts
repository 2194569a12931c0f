import { hashJson } from '../hash/hash-json.ts'
import type { ChecksFile } from '../schema/checks-file.ts'
import type { Json } from '../schema/json.ts'
import type { Task } from '../schema/task.ts'

/**
 * Hash of what checks are written for: a task's description, prompt, output format and schema, and matching rules. White space in texts and the
 * way in which the YAML is written do not change it; any changed word does.
 */
export function writtenFor({
  description,
  messages,
  output,
  pairing,
}: Pick<Task, 'description' | 'messages' | 'output' | 'pairing'>): string {
  return hashJson({
    description: plainText(description),
    messages: messages.map(({ role, content }) => ({ role, content: plainText(content) })),
    format: output.format,
    schema: plainSchema(output.schema),
    pairing,
  })
}

/** Was a task changed since the checks of a file were written for it? A person's own file never is stale. */
export function isStale(file: Pick<ChecksFile, 'writtenFor'>, task: Parameters<typeof writtenFor>[0]): boolean {
  return file.writtenFor !== undefined && file.writtenFor !== writtenFor(task)
}

const plainText = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** A schema's own texts are prose; patterns and values are not. */
const PROSE_KEYS = new Set(['title', 'description', '$comment'])

function plainSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(plainSchema)
  if (schema === null || typeof schema !== 'object') return schema
  const plain = ([key, value]: [string, Json]): [string, Json] => [
    key,
    PROSE_KEYS.has(key) && typeof value === 'string' ? plainText(value) : plainSchema(value),
  ]
  return Object.fromEntries(Object.entries(schema).map(plain))
}
