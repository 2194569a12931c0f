import { formatAnnotation } from '../config/faults-error.ts'
import { EvalError } from '../schema/eval-error.ts'
import { plainError } from './plain-error.ts'

/** In GitHub Actions, prints an annotation for each fault that a call throws; it is thrown on, for Vitest to report without a stack. */
export async function announcingFaults<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    announceFaults(error)
    throw plainError(error)
  }
}

/** In GitHub Actions, prints the faults of an error, one annotation each. */
export function announceFaults(error: unknown): void {
  if (process.env['GITHUB_ACTIONS'] !== 'true' || !EvalError.is(error)) return
  for (const fault of error.faults) process.stdout.write(`${formatAnnotation(fault)}\n`)
}
