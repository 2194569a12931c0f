import type { EvalError } from '../src/schema/eval-error.ts'
import { stripControl } from '../src/text/strip-control.ts'

/** An error for the terminal: message, and what to do next. */
export function formatFaults(error: EvalError): string {
  const text = error.hint ? `${error.message}\n  ${error.hint}` : error.message
  return stripControl(text)
}
