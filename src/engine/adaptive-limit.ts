import type { Allowance, RateLimitReport } from '../schema/provider.ts'
import { backoffMs } from '../time/backoff.ts'

/** Longest delay after a first refusal without Retry-After. */
const BACKOFF_BASE_MS = 500
const BACKOFF_CAP_MS = 20_000
/** However long a server says, it is asked again after this. */
const LONGEST_PAUSE_MS = 60_000
/** So long a server may do nothing but refuse before a refusal counts as a failure. */
const PATIENCE_MS = 300_000
/** One recovery gives back this share of what is configured. */
const STEP_SHARE = 1 / 32

/** What a refusal (429, 529) means for its call. */
export interface Refusal {
  delayMs: number
  /** Nothing of the lane starts before: its calls need not wait outside of it. */
  lanePauses: boolean
  /** The server has only refused for so long that waiting on is not worth it. */
  hopeless: boolean
}

/** An allowance that the server has named, counted down by what starts. */
interface Remaining {
  starts: number
  untilMs: number
}

/**
 * How many calls of one model may be in flight, as its server bears them: halved by a refusal, one step more after as many answers in a row as
 * are allowed in flight (additive increase, multiplicative decrease: Chiu and Jain, “Analysis of the Increase and Decrease Algorithms”, 1989). A
 * refusal pauses the lane for as long as Retry-After says, a second one in a row with exponential backoff; what the server says is left bounds
 * the starts.
 * Knows no clock: every time is given to it, in milliseconds of one monotonic clock.
 */
export class AdaptiveLimit {
  readonly #most: number
  #allowed: number
  /** Counts the cuts: what began before the last one belongs to the burst that caused it, and cuts nothing again. */
  #era = 0
  #answersInRow = 0
  #refusalsInRow = 0
  #refusedSinceMs: number | null = null
  #pausedUntilMs = Number.NEGATIVE_INFINITY
  #requests: Remaining | null = null
  #tokens: Remaining | null = null

  constructor(concurrency: number) {
    this.#most = concurrency
    this.#allowed = concurrency
  }

  /** Calls that may be in flight. */
  get allowed(): number {
    return this.#allowed
  }

  /** Milliseconds until another call may start; 0: now. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#pausedUntilMs - nowMs, spentFor(this.#requests, nowMs), spentFor(this.#tokens, nowMs))
  }

  /** A call starts. The era that it belongs to is handed in with its outcome. */
  start(): number {
    if (this.#requests) this.#requests.starts--
    if (this.#tokens) this.#tokens.starts--
    return this.#era
  }

  answered(era: number): void {
    if (era !== this.#era) return
    this.#refusalsInRow = 0
    this.#refusedSinceMs = null
    if (this.#allowed === this.#most || ++this.#answersInRow < this.#allowed) return
    this.#answersInRow = 0
    this.#allowed = Math.min(this.#most, this.#allowed + Math.ceil(this.#most * STEP_SHARE))
  }

  /** The server has told a call to come back later. `random` is uniform in [0, 1). */
  refused(era: number, nowMs: number, retryAfterMs: number | undefined, random: () => number): Refusal {
    const fresh = era === this.#era
    if (fresh) this.#cut(nowMs)
    const backoff = (times: number) => backoffMs(times, { baseMs: BACKOFF_BASE_MS, capMs: BACKOFF_CAP_MS, random })
    // One refusal alone may be chance: only a server that goes on refusing makes all wait without having said so.
    const pauseMs = Math.max(
      Math.min(retryAfterMs ?? 0, LONGEST_PAUSE_MS),
      fresh && this.#refusalsInRow > 1 ? backoff(this.#refusalsInRow) : 0,
    )
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + pauseMs)
    const lanePauses = this.#pausedUntilMs > nowMs || retryAfterMs !== undefined
    const hopeless = this.#refusedSinceMs !== null && nowMs - this.#refusedSinceMs > PATIENCE_MS
    return { delayMs: lanePauses ? Math.max(0, this.#pausedUntilMs - nowMs) : backoff(1), lanePauses, hopeless }
  }

  /** The server has said what is left. `uncounted`: calls under way that it may not have counted yet; `tokensPerCall`: mean so far. */
  told(
    { requests, tokens }: RateLimitReport,
    nowMs: number,
    { uncounted, tokensPerCall }: { uncounted: number; tokensPerCall: number },
  ): void {
    this.#requests = remainingOf(requests, 1, uncounted, nowMs)
    this.#tokens = remainingOf(tokens, Math.max(1, tokensPerCall), uncounted, nowMs)
  }

  #cut(nowMs: number): void {
    this.#era++
    this.#allowed = Math.max(1, Math.floor(this.#allowed / 2))
    this.#answersInRow = 0
    this.#refusalsInRow++
    this.#refusedSinceMs ??= nowMs
  }
}

function remainingOf(allowance: Allowance | null, perCall: number, uncounted: number, nowMs: number): Remaining | null {
  if (allowance === null) return null
  const starts = Math.floor(allowance.remaining / perCall) - uncounted
  return { starts, untilMs: nowMs + Math.min(allowance.resetMs, LONGEST_PAUSE_MS) }
}

/** How long an allowance is used up. */
function spentFor(remaining: Remaining | null, nowMs: number): number {
  return remaining === null || remaining.starts > 0 ? 0 : remaining.untilMs - nowMs
}
