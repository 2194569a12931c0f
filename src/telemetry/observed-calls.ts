import type { CallObserver } from '../schema/call-observer.ts'
import type { CallOnce } from '../schema/call-once.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { watchedByBoth } from './watched-by-both.ts'

/** Calls of a benchmark, told to the observer; those that nobody wants to know of are what they were. */
export function observedCalls(call: CallOnce, observer: CallObserver, models: readonly Model[]): CallOnce {
  const byLabel = new Map(models.map((model) => [model.label, model]))
  return async (asked, options) => {
    if (!observer.isListening()) return call(asked, options)
    const model = byLabel.get(asked.model)
    const { scenario } = asked
    const observation = model && observer.begin({ model, request: asked.request, about: scenario === undefined ? {} : { scenario } })
    if (!observation) return call(asked, options)
    const watched = (watch: StreamWatch) => call(asked, { ...options, watch: watchedByBoth(options.watch, watch) })
    try {
      const reply = await observation.attempt(watched)
      observation.ended({ completion: reply.completion, error: null })
      return reply
    } catch (error) {
      const { kind, message, ownBudget } = EvalError.is(error) ? error : new EvalError('bug', String(error))
      // For want of money nothing was sent: it was no call.
      if (!ownBudget) observation.ended({ completion: null, error: { kind, message } })
      throw error
    }
  }
}
