import { EvalError } from '../schema/eval-error.ts'
import type { Fault } from '../schema/fault.ts'

/** One error for all faults of a file, each on a line as `file:line:column message (hint)`, in the order of the lines. */
export function faultsError(faults: readonly Fault[]): EvalError {
  const sorted = [...faults].sort(
    (a, b) => compare(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column,
  )
  const message = sorted.map(formatFault).join('\n')
  const [first] = sorted
  return new EvalError('config', message, {
    faults: sorted,
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
  return `::error file=${property(place.file)},line=${place.line},col=${place.column}::${data(text)}`
}

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
