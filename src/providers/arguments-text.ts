import { jsonText } from '../text/json-text.ts'
import type { Call } from './call.ts'
import { brokenAnswer } from './http-error.ts'

/** Arguments of a tool call as the text that most vendors send. What is nested too deeply to be written is a broken answer. */
export function argumentsText(args: unknown, { asked, requestId }: Call): string {
  const written = typeof args === 'string' ? args : jsonText(args)
  if (written === null) throw brokenAnswer(asked, 'the arguments of a tool call are nested too deeply', { requestId })
  return written
}
