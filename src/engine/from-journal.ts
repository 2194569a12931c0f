import type { CallRecord, CallRequest } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'

/** How a run that is resumed is answered. */
export interface Reuse {
  journal: Journal
  /** Errors alone are retried: says whether a request's trial ended with one. `null`: whatever has no answer is asked. */
  isErrored?: ((request: CallRequest) => boolean) | null
}

/** The call that answers a question without asking; `null`: it is to be asked. Throws EvalError aborted where errors alone are retried and it is none. */
export function fromJournal({ journal, isErrored = null }: Reuse, request: CallRequest): CallRecord | null {
  const known = journal.find(request.requestHash)
  if (known && !(known.error && isErrored)) return known
  if (isErrored?.(request) !== false) return null
  throw new EvalError('aborted', 'not asked: only trials that ended with an error are', {
    hint: 'resume the run without `--retry-errors` to ask the rest',
  })
}

/** A failure of the model's own, as it was when it was journaled. */
export function failureAgain({ error }: CallRecord): EvalError {
  const { kind, message, hint, requestId } = error ?? { kind: 'bug', message: 'Found a call in the journal without an answer or an error' }
  return new EvalError(kind, message, { hint, requestId })
}
