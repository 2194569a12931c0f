import type { Completion } from '../schema/answer.ts'
import type { Attempt, CallFailure } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RateLimitReport } from '../schema/provider.ts'
import { backoffMs } from '../time/backoff.ts'
import type { Refusal } from './adaptive-limit.ts'
import { Patience } from './patience.ts'

/** Longest delay before the second attempt. */
const BACKOFF_BASE_MS = 500
const BACKOFF_CAP_MS = 20_000
/** A server's Retry-After counts up to this. */
const RETRY_AFTER_CAP_MS = 60_000

/** A turn in the lane of the call's model: it is held for one attempt, never for a delay. */
export interface Turn {
  /** Answers that the model has given to anyone so far. */
  readonly answersBefore: number
  told(report: RateLimitReport): void
  answered(tokens: number): void
  refused(retryAfterMs: number | undefined, random: () => number): Refusal
}

export interface AttemptsOptions {
  timeoutMs: number
  /** Uniform in [0, 1): the jitter. */
  random: () => number
  /** Runs an attempt when its turn comes. Rejects where it never does. */
  inTurn<T>(number: number, run: (turn: Turn) => Promise<T>): Promise<T>
  attempt(number: number, signal: AbortSignal, turn: Turn): Promise<Completion>
  onRetry(attempt: number, delayMs: number, error: CallFailure): void
  /** Waits between attempts; shorter where no further turn will come. */
  pause(delayMs: number): Promise<void>
}

export interface AttemptsOutcome {
  completion: Completion | null
  error: EvalError | null
  attempts: Attempt[]
  /** From the question to the start of the last attempt. */
  queueMs: number
}

/** One attempt, and what its lane said of it. */
interface Tried {
  startedAt: string
  startMs: number
  endMs: number
  completion: Completion | null
  error: EvalError | null
  refusal: Refusal | null
  answersBefore: number
}

/**
 * Asks until there is an answer, or until asking again is not worth it: whether it is, is the error's own word, never its message's. Between
 * attempts no turn is held. Rejects where the first turn never came.
 */
export async function makeAttempts(options: AttemptsOptions): Promise<AttemptsOutcome> {
  const attempts: Attempt[] = []
  const askedMs = performance.now()
  const patience = new Patience()
  let endedMs = askedMs
  let queueMs = 0
  for (let number = 1; ; number++) {
    const tried = await options.inTurn(number, (turn) => tryOnce(number, turn, options)).catch((thrown: unknown) => neverCame(number, thrown))
    if (tried instanceof EvalError) return { completion: null, error: tried, attempts, queueMs }
    const { completion, error, startedAt, startMs, endMs } = tried
    queueMs = startMs - askedMs
    attempts.push({ startedAt, durationMs: endMs - startMs, waitedMs: startMs - endedMs, error: error && failureOf(error) })
    endedMs = endMs
    if (!error) return { completion, error, attempts, queueMs }
    if (!patience.lasts({ ...tried, error })) return { completion: null, error, attempts, queueMs }
    const delayMs = tried.refusal?.delayMs ?? delayAfter(patience.failures, error, options.random)
    options.onRetry(number, delayMs, failureOf(error))
    // The delay of a refusal is kept by the lane itself.
    if (!tried.refusal) await options.pause(delayMs)
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

/** What was asked before stays on record; a question that had no turn at all was never a call. */
function neverCame(number: number, thrown: unknown): EvalError {
  if (number === 1) throw thrown
  return toEvalError(thrown)
}

async function tryOnce(number: number, turn: Turn, options: AttemptsOptions): Promise<Tried> {
  const startedAt = new Date().toISOString()
  const startMs = performance.now()
  const { completion, error } = await boundedAttempt(number, turn, options)
  const refused = error?.kind === 'rate-limit' && error.retryable
  const refusal = refused ? turn.refused(error.retryAfterMs, options.random) : null
  if (completion) turn.answered((completion.usage.inputTokens ?? 0) + (completion.usage.outputTokens ?? 0))
  return { startedAt, startMs, endMs: performance.now(), completion, error, refusal, answersBefore: turn.answersBefore }
}

async function boundedAttempt(number: number, turn: Turn, options: AttemptsOptions): Promise<Pick<AttemptsOutcome, 'completion' | 'error'>> {
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
    return { completion: await Promise.race([options.attempt(number, control.signal, turn), deadline]), error: null }
  } catch (thrown) {
    return { completion: null, error: control.signal.aborted ? toEvalError(control.signal.reason) : toEvalError(thrown) }
  } finally {
    clearTimeout(timer)
  }
}

function delayAfter(failures: number, error: EvalError, random: () => number): number {
  const delay = backoffMs(failures, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_CAP_MS, random })
  return Math.max(delay, Math.min(error.retryAfterMs ?? 0, RETRY_AFTER_CAP_MS))
}
