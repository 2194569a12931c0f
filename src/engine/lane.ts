import type { RateLimitReport } from '../schema/provider.ts'
import { type ExpectedTokens, NO_TOKENS } from './expected-tokens.ts'
import { AdaptiveLimit } from './adaptive-limit.ts'
import type { Refusal } from './adaptive-limit.ts'
import { JobQueue } from './job-queue.ts'
import { rateLimit } from './rate-limit.ts'
import type { RateLimit } from './rate-limit.ts'

export interface LaneLimits {
  /** In flight. */
  concurrency: number
  requestsPerMinute: number | null
  tokensPerMinute: number | null
}

/** A job that waits for its turn. */
export interface WaitingJob {
  /** What its call may use. */
  tokens: ExpectedTokens
  /** `ended` is called when the job has ended, however it did. */
  start(slot: Slot, ended: () => void): void
  refuse(reason: Error): void
  /** Why nobody wants the job any more; `null`: somebody does. */
  unwanted(): Error | null
}

/** The calls of one model: those that wait, and how many may start. Times are milliseconds of one monotonic clock. */
export class Lane {
  readonly limit: AdaptiveLimit
  readonly requests: RateLimit
  readonly tokens: RateLimit
  readonly #fresh = new JobQueue<WaitingJob>()
  readonly #ahead = new JobQueue<WaitingJob>()
  /** Ends the pauses of calls that wait outside. */
  readonly #pauses = new Set<() => void>()
  readonly #holdAfter: number | null
  readonly #tokensPerMinute: number
  /** Calls that wait outside after a failure. */
  #failing = 0
  inFlight = 0
  /** Calls in flight of which the server has said nothing yet. */
  unheard = 0
  answers = 0
  #usedTokens = 0
  /** Of the prompts of the answers so far, as they were expected. */
  #promptTokens = 0
  /** Why nothing starts in this lane any more. */
  closed: Error | null = null

  constructor({ concurrency, requestsPerMinute, tokensPerMinute }: LaneLimits, holdAfter: number | null) {
    this.#holdAfter = holdAfter
    this.limit = new AdaptiveLimit(concurrency)
    this.requests = rateLimit(requestsPerMinute)
    this.tokens = rateLimit(tokensPerMinute)
    this.#tokensPerMinute = tokensPerMinute ?? Number.POSITIVE_INFINITY
  }

  get waiting(): number {
    return this.#fresh.size + this.#ahead.size
  }

  /** Mean over the answers so far; 0 before the first. */
  get tokensPerCall(): number {
    return this.answers === 0 ? 0 : this.#usedTokens / this.answers
  }

  /** What a call will use, by what the answers so far have used for prompts of theirs; before the first all that it may. */
  tokensOf({ prompt, answer }: ExpectedTokens): number {
    if (this.answers === 0) return prompt + answer
    return Math.ceil(this.#promptTokens === 0 ? this.tokensPerCall : (prompt * this.#usedTokens) / this.#promptTokens)
  }

  add(job: WaitingJob, ahead: boolean): void {
    if (this.closed) job.refuse(this.closed)
    else (ahead ? this.#ahead : this.#fresh).push(job)
  }

  take(): WaitingJob | undefined {
    return this.#ahead.shift() ?? this.#fresh.shift()
  }

  /** Resolves after the delay, or when the lane is closed. */
  pause(delayMs: number, failed: boolean): Promise<void> {
    if (this.closed || delayMs <= 0) return Promise.resolve()
    if (failed) this.#failing++
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.#pauses.delete(done)
        if (failed) this.#failing--
        resolve()
      }
      const timer = setTimeout(done, delayMs)
      this.#pauses.add(done)
    })
  }

  /** Refuses all that wait and all that comes. */
  close(reason: Error): void {
    this.closed = reason
    for (const end of this.#pauses) end()
    for (const job of [...this.#ahead.drain(), ...this.#fresh.drain()]) job.refuse(reason)
  }

  /** Milliseconds until a job may start; 0: now; `null`: a slot must become free, or a job come. */
  waitMs(nowMs: number): number | null {
    if (this.waiting === 0 || this.inFlight >= this.limit.allowed) return null
    if (this.#holdsBack && this.#ahead.size === 0) return null
    return this.#pausedMs(nowMs, (this.#ahead.peek() ?? this.#fresh.peek())?.tokens ?? NO_TOKENS)
  }

  /** Would a job that comes now start at once? */
  hasRoom(nowMs: number): boolean {
    return (
      this.closed === null &&
      this.waiting === 0 &&
      !this.#holdsBack &&
      this.inFlight < this.limit.allowed &&
      this.#pausedMs(nowMs, NO_TOKENS) <= 0
    )
  }

  /** It may be down: what was begun decides soon whether more is to be asked. */
  get #holdsBack(): boolean {
    return this.answers === 0 && this.#holdAfter !== null && this.#failing >= this.#holdAfter
  }

  #pausedMs(nowMs: number, tokens: ExpectedTokens): number {
    return Math.max(this.limit.waitMs(nowMs), this.requests.waitMs(nowMs, 1), this.tokens.waitMs(nowMs, this.tokensOf(tokens)))
  }

  /** An answer has come. One that cannot be believed must not hold up those after it. */
  count(tokens: number, prompt: number): void {
    this.answers++
    this.#usedTokens += Math.min(tokens, this.#tokensPerMinute)
    this.#promptTokens += prompt
  }
}

/** One turn of a job in its lane: where it says what came of it. */
export class Slot {
  readonly #lane: Lane
  readonly #era: number
  readonly #startMs: number
  readonly #promptTokens: number
  /** Of tokens that are not known yet. */
  readonly #reservedTokens: number
  #settled = false
  #heard = false

  constructor(lane: Lane, nowMs: number, tokens: ExpectedTokens) {
    this.#lane = lane
    this.#era = lane.limit.start()
    this.#startMs = nowMs
    this.#promptTokens = tokens.prompt
    this.#reservedTokens = lane.tokensOf(tokens)
    lane.inFlight++
    lane.unheard++
    lane.requests.take(1, nowMs)
    lane.tokens.take(this.#reservedTokens, nowMs)
  }

  /** Answers that the lane has had so far. */
  get answersBefore(): number {
    return this.#lane.answers
  }

  told(report: RateLimitReport): void {
    this.#hear()
    const { unheard: uncounted, tokensPerCall } = this.#lane
    this.#lane.limit.told(report, performance.now(), { uncounted, tokensPerCall })
  }

  /** `inputTokens`: `null` where nobody said how many there were. */
  answered(inputTokens: number | null, outputTokens = 0): void {
    const tokens = (inputTokens ?? this.#promptTokens) + outputTokens
    this.#settle(tokens)
    this.#lane.count(tokens, this.#promptTokens)
    this.#lane.limit.answered(this.#era)
  }

  refused(retryAfterMs: number | undefined, random: () => number): Refusal {
    return this.#lane.limit.refused(this.#era, performance.now(), retryAfterMs, random)
  }

  /** No answer will come of it, but what it reserved is used up: its answer had begun. */
  spent(): void {
    this.#settle(this.#reservedTokens)
  }

  release(): void {
    this.#hear()
    this.#settle(0)
    this.#lane.inFlight--
  }

  /** Once: what is said first counts. */
  #settle(tokens: number): void {
    if (this.#settled) return
    this.#settled = true
    if (tokens !== this.#reservedTokens) this.#lane.tokens.correct(tokens - this.#reservedTokens, this.#startMs, performance.now())
  }

  #hear(): void {
    if (!this.#heard) this.#lane.unheard--
    this.#heard = true
  }
}
