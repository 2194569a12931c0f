import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'
import { workflowCommand } from '../text/workflow-command.ts'

/** Most faults that one error lists. */
const MOST_FAULTS = 200

/** One error for all faults of a file, each on a line as `file:line:column message (hint)`, in the order of the lines, each once. */
export function faultsError(faults: readonly Fault[]): EvalError {
  const unique = new Map(faults.map((fault) => [formatFault(fault), fault]))
  const sorted = [...unique.values()].sort(
    (a, b) => compare(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column,
  )
  const listed = sorted.slice(0, MOST_FAULTS)
  const more = sorted.length > listed.length ? [`and ${sorted.length - listed.length} more`] : []
  const [first] = sorted
  return new EvalError('config', [...listed.map(formatFault), ...more].join('\n'), {
    faults: listed,
    ...(first ? { at: `${first.place.file}:${first.place.line}:${first.place.column}` } : {}),
  })
}

/** `file:line:column message (hint)`: what terminals and editors make clickable. */
export function formatFault({ place, message, hint }: Fault): string {
  return `${place.file}:${place.line}:${place.column} ${message}${hint ? ` (${hint})` : ''}`
}

/** The same as a GitHub annotation. */
export function formatAnnotation({ place, message, hint }: Fault): string {
  const text = hint ? `${message} (${hint})` : message
  return workflowCommand('error', place, text)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
