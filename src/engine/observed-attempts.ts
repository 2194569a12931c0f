import type { CallRequest } from '../schema/call.ts'
import type { CallObserver } from '../schema/call-observer.ts'
import type { Model } from '../schema/model.ts'
import { failureOf } from './make-attempts.ts'
import type { AttemptsOptions } from './make-attempts.ts'

/** Attempts of a call, told to the observer; where it does not want to know they are what they were. */
export function observedAttempts<T>(
  observer: CallObserver | undefined,
  { request: asked, model }: { request: CallRequest; model: Model },
  options: AttemptsOptions<T>,
): AttemptsOptions<T> {
  if (!observer?.isListening()) return options
  const { request, phase, task, case: id, trial } = asked
  const observation = observer.begin({ model, request, about: { phase, task, case: id, trial } })
  if (!observation) return options
  return {
    ...options,
    attempt: (number, halt, turn) => observation.attempt((watch) => options.attempt(number, halt, turn, watch)),
    settle(outcome) {
      observation.ended({ completion: outcome.completion, error: outcome.error && failureOf(outcome.error) })
      return options.settle(outcome)
    },
  }
}
