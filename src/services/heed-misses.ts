import type { Ask } from '../schema/ask.ts'
import { EvalError } from '../schema/eval-error.ts'

/** An `Ask` that remembers the first question that was not on the tape: what makes do without the answer is not what was recorded. */
export function heedMisses(ask: Ask): { ask: Ask; readonly miss: EvalError | null } {
  let miss: EvalError | null = null
  const note = (error: unknown): never => {
    if (EvalError.is(error) && error.notOnTape) miss ??= error
    throw error
  }
  return {
    ask: (request, options) => ask(request, options).catch(note),
    get miss() {
      return miss
    },
  }
}
