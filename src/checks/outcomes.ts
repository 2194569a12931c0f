import type { CheckOutcome } from '../schema/check-kind.ts'
import type { Json } from '../schema/json.ts'

/** Passed or failed, with what was found and what was expected. */
export function verdict(passed: boolean, found: Json | undefined, expected: Json | undefined, message?: string): CheckOutcome {
  return { verdict: passed ? 'passed' : 'failed', found, expected, ...(message === undefined ? {} : { message }) }
}

/** The check could not be applied. */
export function undecided(message: string): CheckOutcome {
  return { verdict: 'undecided', message }
}
