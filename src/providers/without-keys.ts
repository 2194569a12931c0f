import type { Completion } from '../schema/answer.ts'
import { redactJson } from '../text/redact-json.ts'
import { isRealKey } from './is-real-key.ts'

/** Replaces keys that an answer repeats: it is written down and shown. An answer without them, as nearly all are, is handed back as it is. */
export function withoutKeys(secrets: readonly string[]): (completion: Completion) => Completion {
  const keys = secrets.filter(isRealKey)
  return (completion) => {
    for (const key of keys) if (holds(completion, key)) return redactJson(completion, keys)
    return completion
  }
}

function holds({ text, parts, toolCalls, servedModel, responseId }: Completion, key: string): boolean {
  return (
    text.includes(key) ||
    parts.some((part) => part.text.includes(key)) ||
    (toolCalls.length > 0 && JSON.stringify(toolCalls).includes(key)) ||
    (servedModel?.includes(key) ?? false) ||
    (responseId?.includes(key) ?? false)
  )
}
