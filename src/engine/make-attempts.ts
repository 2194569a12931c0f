import type { Completion } from '../schema/answer.ts'
import type { Attempt, CallFailure } from '../schema/call.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { RateLimitReport } from '../schema/provider.ts'
import type { StreamWatch } from '../schema/stream-watch.ts'
import { backoffMs } from '../time/backoff.ts'
import { deadline } from '../time/deadline.ts'
import { roundMs } from '../time/round-ms.ts'
import { isoNow } from '../time/iso-now.ts'
import type { Refusal } from './adaptive-limit.ts'
import { answerTokens } from './answer-tokens.ts'
import { LazyHalt } from './lazy-halt.ts'
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
  /** `inputTokens`: `null` where nobody said how many there were. */
  answered(inputTokens: number | null, outputTokens: number): void
  /** The attempt has failed after its answer had begun: what it may have used counts. */
  spent(): void
  refused(retryAfterMs: number | undefined, random: () => number): Refusal
}

export interface AttemptsOutcome {
  completion: Completion | null
  error: EvalError | null
  attempts: Attempt[]
  /** From the question to the start of the last attempt. */
  queueMs: number
}

export interface AttemptsOptions<T> {
  timeoutMs: number
  /** Uniform in [0, 1): the jitter. */
  random: () => number
  /** Runs an attempt when its turn comes; `ahead` of calls that were not begun yet, or at the end of the line. Rejects where it never does. */
  inTurn<R>(place: { number: number; ahead: boolean }, run: (turn: Turn) => Promise<R>): Promise<R>
  /** `watch`: where the call is observed. */
  attempt(number: number, halt: LazyHalt, turn: Turn, watch?: StreamWatch): Promise<Completion>
  /** An attempt has failed, and there is to be another one. */
  onRetry(attempt: number, delayMs: number, error: CallFailure): void
  /** An attempt beyond the first begins. */
  onAgain(attempt: number): void
  /** Waits between attempts; shorter where no further turn will come. Called while the turn is still held, so that whatever starts next knows of it. */
  pause(delayMs: number, error: EvalError): Promise<void>
  /** Takes the outcome while the last turn is still held, so that what follows from it holds for whatever starts next. */
  settle(outcome: AttemptsOutcome): T
}

/** What follows an attempt: the end, or another one after a pause. */
type Next<T> = { settled: T } | Again

interface Again {
  error: EvalError
  delayMs: number
  /** `null`: its lane itself pauses. */
  paused: Promise<void> | null
}

/**
 * Asks until there is an answer, or until asking again is not worth it. Between attempts no turn is held. Rejects where the first turn never
 * came: that was no call.
 */
export function makeAttempts<T>(options: AttemptsOptions<T>): Promise<T> {
  return new Course(options).run()
}

/** The attempts of one call. What waits for the first answer is no async function: each keeps some hundred bytes alive for as long as it waits. */
class Course<T> {
  readonly #options: AttemptsOptions<T>
  readonly #attempts: Attempt[] = []
  readonly #patience = new Patience()
  readonly #askedMs = performance.now()
  #endedMs = this.#askedMs
  #queueMs = 0

  constructor(options: AttemptsOptions<T>) {
    this.#options = options
  }

  run(): Promise<T> {
    return this.#next(1).then((next) => ('settled' in next ? next.settled : this.#again(next)))
  }

  /** After the first attempt. */
  async #again(first: Again): Promise<T> {
    let next: Next<T> = first
    for (let number = 1; !('settled' in next); number++) {
      this.#options.onRetry(number, next.delayMs, failureOf(next.error))
      if (next.paused) await next.paused
      next = await this.#next(number + 1)
    }
    return next.settled
  }

  #next(number: number): Promise<Next<T>> {
    const ahead = number > 1 && this.#patience.goesAhead
    const attempted = this.#options.inTurn({ number, ahead }, (turn) => this.#attempt(number, turn))
    return attempted.catch((thrown: unknown) => this.#neverCame(number, thrown))
  }

  #attempt(number: number, turn: Turn): Promise<Next<T>> {
    if (number > 1) this.#options.onAgain(number)
    const startedAt = isoNow()
    const startMs = performance.now()
    this.#queueMs = startMs - this.#askedMs
    return boundedAttempt(number, turn, this.#options).then(({ completion, error }) => {
      const now = performance.now()
      const waitedMs = startMs - this.#endedMs
      this.#attempts.push({ startedAt, durationMs: roundMs(now - startMs), waitedMs: roundMs(waitedMs), ...endOf(error) })
      this.#endedMs = now
      if (completion) turn.answered(completion.usage.inputTokens, completion.usage.outputTokens ?? answerTokens(completion))
      else if (error?.begun) turn.spent()
      return error ? this.#after(error, turn) : this.#settle(completion, null)
    })
  }

  /** What was asked before stays on record. */
  #neverCame(number: number, thrown: unknown): Next<T> {
    if (this.#attempts.length !== number - 1 || number === 1) throw thrown
    return this.#settle(null, toEvalError(thrown))
  }

  #after(error: EvalError, turn: Turn): Next<T> {
    const { random } = this.#options
    const refusal = error.kind === 'rate-limit' && error.retryable ? turn.refused(error.retryAfterMs, random) : null
    if (!this.#patience.lasts({ error, refusal, answersBefore: turn.answersBefore })) return this.#settle(null, error)
    const delayMs = refusal?.delayMs ?? delayAfter(this.#patience.failures, error, random)
    return { error, delayMs, paused: refusal?.lanePauses || delayMs <= 0 ? null : this.#options.pause(delayMs, error) }
  }

  #settle(completion: Completion | null, error: EvalError | null): Next<T> {
    return { settled: this.#options.settle({ completion, error, attempts: this.#attempts, queueMs: roundMs(this.#queueMs) }) }
  }
}

/** An error as data: no stack, no cause. */
export function failureOf(error: EvalError): CallFailure {
  const { kind, message, hint, requestId, ownBudget, notOnTape } = error
  return {
    kind,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(ownBudget ? { ownBudget } : {}),
    ...(notOnTape ? { notOnTape } : {}),
  }
}

/** How an attempt ended, as data. */
export function endOf(error: EvalError | null): Pick<Attempt, 'error' | 'begun'> {
  if (error === null) return { error }
  return error.begun ? { error: failureOf(error), begun: true } : { error: failureOf(error) }
}

/** Anything thrown, as an EvalError. */
export function toEvalError(thrown: unknown): EvalError {
  if (EvalError.is(thrown)) return thrown
  return new EvalError('bug', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown })
}

function boundedAttempt(
  number: number,
  turn: Turn,
  { timeoutMs, attempt }: Pick<AttemptsOptions<unknown>, 'timeoutMs' | 'attempt'>,
): Promise<Pick<AttemptsOutcome, 'completion' | 'error'>> {
  return new Promise((resolve) => {
    const halt = new LazyHalt()
    const inTime = deadline(timeoutMs, () => {
      const error = new EvalError('timeout', `no whole answer within ${timeoutMs} ms`, {
        hint: 'raise `timeoutMs` of the model if it is slow by nature',
        begun: true,
      })
      halt.abort(error)
      // A provider that does not heed its signal must not hold the slot for ever.
      resolve({ completion: null, error })
    })
    const fail = (thrown: unknown) => {
      inTime()
      resolve({ completion: null, error: toEvalError(thrown) })
    }
    try {
      attempt(number, halt, turn).then((completion) => {
        inTime()
        resolve({ completion, error: null })
      }, fail)
    } catch (thrown) {
      fail(thrown)
    }
  })
}

function delayAfter(failures: number, error: EvalError, random: () => number): number {
  const delay = backoffMs(failures, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_CAP_MS, random })
  return Math.max(delay, Math.min(error.retryAfterMs ?? 0, RETRY_AFTER_CAP_MS))
}
