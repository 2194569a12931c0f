import { isAbsolute, relative } from 'node:path'
import type { EvalError } from '../src/schema/eval-error.ts'
import { stripControl } from '../src/text/strip-control.ts'

/** An error for the terminal: message with the file that it is of, and what to do next. */
export function formatFaults(error: EvalError): string {
  const message = placedMessage(error)
  return stripControl(error.hint ? `${message}\n  ${error.hint}` : message)
}

/** The message of an error, with the file that it is of where it does not say that itself. */
export function placedMessage({ message, at, faults }: EvalError): string {
  // Faults have their places in their lines.
  if (at === undefined || faults.length > 0 || !isAbsolute(at)) return message
  const file = at.replace(/(:\d+){1,2}$/, '')
  return message.includes(file) || message.includes(relative(process.cwd(), file)) ? message : `${message} (${at})`
}
