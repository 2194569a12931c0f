import type { CheckContext, CheckOutcome } from '../schema/check-kind.ts'
import type { Reading } from '../schema/answer-format.ts'
import type { Json } from '../schema/json.ts'

/** Passed or failed, with what was found and what was expected. */
export function verdict(passed: boolean, found: Json | undefined, expected: Json | undefined, message?: string): CheckOutcome {
  return { verdict: passed ? 'passed' : 'failed', found, expected, ...(message === undefined ? {} : { message }) }
}

/** The check could not be applied. */
export function undecided(message: string): CheckOutcome {
  return { verdict: 'undecided', message }
}

/** The answer could not be read in its format: failed, whether or not the check is turned round. */
export function unreadable({ answer, reading }: CheckContext, expected: Json): CheckOutcome {
  const message = `the answer could not be read: ${reading.problem ?? 'nothing was found'}`
  return { verdict: 'failed', found: answer.text, expected, message, firm: true }
}

/** Could only some of an answer's parts be read? What was read of it is no whole answer then. */
export function isPartly(reading: Reading): reading is Reading & { problem: string } {
  return reading.value !== undefined && reading.problem !== null
}
