import { EvalError } from '../schema/eval-error.ts'
import type { Random } from '../random/seeded-random.ts'
import type { Failures } from './sim-settings-schema.ts'

/** The failure of this attempt: an error to throw, `stall`, or `null`. One draw, so that the rates are those of attempts. */
export function injectedFailure(failures: Failures, random: Random): EvalError | 'stall' | null {
  let draw = random.next()
  const hit = (rate: number) => (draw -= rate) < 0
  if (hit(failures.rateLimit)) {
    const { retryAfterMs } = failures
    return new EvalError('rate-limit', `simulated 429 Too Many Requests, Retry-After: ${retryAfterMs} ms`, {
      hint,
      retryAfterMs,
      code: 'http-429',
    })
  }
  if (hit(failures.reset)) return new EvalError('transient', 'simulated connection reset (ECONNRESET)', { hint, code: 'ECONNRESET' })
  if (hit(failures.serverError)) return new EvalError('transient', 'simulated 503 Service Unavailable', { hint, code: 'http-503' })
  return hit(failures.stall) ? 'stall' : null
}

const hint = 'the simulated model fails on purpose; set its rates in `sim: { failures: … }`'
