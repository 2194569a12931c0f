import type { CallRequest } from '../schema/call.ts'
import type { Model } from '../schema/model.ts'
import type { Attempting } from '../schema/provider.ts'
import type { LazyHalt } from './lazy-halt.ts'

type Own = Pick<Attempting, 'attempt' | 'onRateLimit' | 'watch'>

/** What a provider gets for an attempt of a call; the case only where it needs it. The signal is made when it is read: what answers at once has no use for it. */
export function attemptingOf(
  { request, trial, callCase }: CallRequest,
  model: Model,
  halt: LazyHalt,
  { attempt, onRateLimit, watch }: Own,
): Attempting {
  return {
    model,
    request,
    trial,
    attempt,
    get signal() {
      return halt.signal
    },
    halt,
    onRateLimit,
    watch,
    ...(model.needsCase && callCase ? { callCase } : {}),
  }
}
