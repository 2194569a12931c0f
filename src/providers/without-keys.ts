import type { Completion } from '../schema/answer.ts'
import { redactJson } from '../text/redact-json.ts'

/** Shorter ones are stand-ins, as `ollama` or `not-needed` for servers that want any key: an answer may well hold such a word. */
const SHORTEST_KEY = 12

/** Replaces keys that an answer repeats: it is written down and shown. An answer without them, as nearly all are, is handed back as it is. */
export function withoutKeys(secrets: readonly string[]): (completion: Completion) => Completion {
  const keys = secrets.filter((secret) => secret.length >= SHORTEST_KEY)
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
