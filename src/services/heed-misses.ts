import type { Ask } from '../schema/ask.ts'
import { EvalError } from '../schema/eval-error.ts'
import { isSkip } from '../schema/is-skip.ts'

/**
 * An `Ask` that remembers the first question that was not on the tape (what makes do without the answer is not what was recorded), and whether the
 * run went no further before a question was asked.
 */
export function heedMisses(ask: Ask): { ask: Ask; readonly miss: EvalError | null; readonly isCut: boolean } {
  let miss: EvalError | null = null
  let isCut = false
  const note = (error: unknown): never => {
    if (EvalError.is(error)) {
      if (error.notOnTape) miss ??= error
      isCut ||= isSkip(error)
    }
    throw error
  }
  return {
    ask: (request, options) => ask(request, options).catch(note),
    get miss() {
      return miss
    },
    get isCut() {
      return isCut
    },
  }
}
