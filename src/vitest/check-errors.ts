import type { CheckResult } from '../schema/check.ts'
import type { Place } from '../schema/fault.ts'
import { quietInActions } from '../../reporters/quiet-in-actions.ts'
import { stripControl } from '../text/strip-control.ts'

/** A check that failed, with how often. */
export interface FailedCheck {
  result: CheckResult
  place: Place | undefined
  /** Of `trials` answered trials. */
  failures: number
  trials: number
}

/** One error per failed check, together: Vitest reports each at its own place. */
export function checksError(failed: readonly FailedCheck[]): AggregateError {
  const errors = failed.map(errorOfCheck)
  return withoutStack(() => new AggregateError(errors, `${failed.length} ${failed.length === 1 ? 'check' : 'checks'} failed`))
}

/** An error whose only frame is a place in a file: cheap to report, and shown with that file's lines. */
export function errorAt(title: string, text: string, place: Place | undefined): Error {
  const name = quietInActions(stripControl(title))
  const message = quietInActions(stripControl(text))
  const error = withoutStack(() => new Error(message))
  error.name = name
  error.stack = place ? `${name}: ${message}\n    at ${place.file}:${place.line}:${place.column}` : `${name}: ${message}`
  return error
}

function errorOfCheck({ result, place, failures, trials }: FailedCheck): Error {
  const share = trials > 1 ? ` in ${failures} of ${trials} trials` : ''
  const error = errorAt(`check ${result.name}`, `${result.name} failed${share}: ${result.message}`, place)
  return Object.assign(error, { showDiff: false })
}

/** Stacks of failing checks would each cost Vitest's main process many milliseconds, and say nothing. */
function withoutStack<T extends Error>(make: () => T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return make()
  } finally {
    Error.stackTraceLimit = limit
  }
}
