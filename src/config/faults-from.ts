import { EvalError } from '../schema/eval-error.ts'
import type { Fault, Place } from '../schema/fault.ts'

/** The faults that an error stands for; one without any is itself a fault, at a place. Anything but an EvalError is thrown on. */
export function faultsFrom(error: unknown, place: Place): Fault[] {
  if (!EvalError.is(error)) throw error
  return error.faults.length > 0 ? [...error.faults] : [{ place, message: error.message, hint: error.hint }]
}
