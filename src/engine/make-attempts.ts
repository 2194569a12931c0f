import type { Completion } from '../schema/answer.ts'
import type { Attempt, CallFailure } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import { backoffMs } from '../time/backoff.ts'

/** Attempts per call. */
export const ATTEMPTS = 3
/** Longest delay before the second attempt. */
const BACKOFF_BASE_MS = 500
const BACKOFF_CAP_MS = 20_000
/** A server's Retry-After counts up to this. */
const RETRY_AFTER_CAP_MS = 60_000

export interface AttemptsOptions {
  timeoutMs: number
  /** Uniform in [0, 1): the jitter. */
  random: () => number
  attempt(number: number, signal: AbortSignal): Promise<Completion>
  onRetry(attempt: number, delayMs: number, error: CallFailure): void
  /** Ends waiting between attempts; an attempt in flight is finished. */
  stopped: AbortSignal
}

export interface AttemptsOutcome {
  completion: Completion | null
  error: EvalError | null
  attempts: Attempt[]
  /** From the first attempt's start to that of the last one. */
  waitedMs: number
}

/** Asks up to three times; whether an error is asked again is the error's own word, never its message's. */
export async function makeAttempts(options: AttemptsOptions): Promise<AttemptsOutcome> {
  const attempts: Attempt[] = []
  const first = performance.now()
  for (let number = 1; ; number++) {
    const startedAt = new Date().toISOString()
    const start = performance.now()
    const { completion, error } = await oneAttempt(number, options)
    attempts.push({ startedAt, durationMs: performance.now() - start, error: error && failureOf(error) })
    if (!error) return { completion, error: null, attempts, waitedMs: start - first }
    if (!error.retryable || number >= ATTEMPTS || options.stopped.aborted)
      return { completion: null, error, attempts, waitedMs: start - first }
    const delayMs = delayAfter(number, error, options.random)
    options.onRetry(number, delayMs, failureOf(error))
    await pause(delayMs, options.stopped)
  }
}

/** An error as data: no stack, no cause. */
export function failureOf(error: EvalError): CallFailure {
  const { kind, message, hint, requestId } = error
  return { kind, message, ...(hint === undefined ? {} : { hint }), ...(requestId === undefined ? {} : { requestId }) }
}

/** Anything thrown, as an EvalError. */
export function toEvalError(thrown: unknown): EvalError {
  if (EvalError.is(thrown)) return thrown
  return new EvalError('bug', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown })
}

async function oneAttempt(number: number, options: AttemptsOptions): Promise<{ completion: Completion | null; error: EvalError | null }> {
  const control = new AbortController()
  let late: (error: EvalError) => void = () => undefined
  const timer = setTimeout(() => {
    const error = new EvalError('timeout', `no whole answer within ${options.timeoutMs} ms`, {
      hint: 'raise `timeoutMs` of the model if it is slow by nature',
    })
    control.abort(error)
    late(error)
  }, options.timeoutMs)
  // A provider that does not heed its signal must not hold the slot for ever.
  const deadline = new Promise<never>((_, reject) => (late = reject))
  try {
    return { completion: await Promise.race([options.attempt(number, control.signal), deadline]), error: null }
  } catch (thrown) {
    return { completion: null, error: control.signal.aborted ? toEvalError(control.signal.reason) : toEvalError(thrown) }
  } finally {
    clearTimeout(timer)
  }
}

function delayAfter(number: number, error: EvalError, random: () => number): number {
  const delay = backoffMs(number, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_CAP_MS, random })
  return Math.max(delay, Math.min(error.retryAfterMs ?? 0, RETRY_AFTER_CAP_MS))
}

function pause(delayMs: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stopped.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, delayMs)
    stopped.addEventListener('abort', done)
  })
}
