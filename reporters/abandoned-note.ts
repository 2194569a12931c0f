import type { EngineEvent } from '../src/schema/event.ts'
import { oneLine } from './one-line.ts'

/** What is said of a model that was given up: how it failed, and its last error. */
export function abandonedNote({ model, failures, error }: Extract<EngineEvent, { type: 'model-abandoned' }>): string {
  const calls = failures === 1 ? 'a failed call' : `${failures} failed calls in a row`
  const hint = error.hint === undefined ? '' : ` (${oneLine(error.hint, 200)})`
  return `${oneLine(model, 80)} was abandoned after ${calls}; the last error, ${error.kind}: ${oneLine(error.message, 300)}${hint}`
}
