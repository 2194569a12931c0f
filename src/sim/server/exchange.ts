import type { ServerResponse } from 'node:http'
import type { FaultKind } from './fault-plan.ts'
import { sendJson } from './send-json.ts'
import type { ErrorWord, LimitState, ServedAnswer, ServerProtocol } from './server-protocol.ts'
import type { RequestStamps, StampBook } from './stamp-book.ts'
import { atTime } from './stream/at-time.ts'
import { machineNs } from './stream/machine-clock.ts'

const STATUSES: Partial<Record<FaultKind, { status: number; word: ErrorWord; message: string }>> = {
  serverError: { status: 500, word: 'server-error', message: 'simulated: internal server error' },
  overloaded: { status: 529, word: 'overloaded', message: 'simulated: overloaded' },
}
/** Says when an answer's headers were handed to the socket, in nanoseconds of the machine's monotonic clock. */
const CLOCK_HEADER = 'x-taskbench-clock'

interface ExchangeOptions {
  response: ServerResponse
  protocol: ServerProtocol
  book: StampBook
  stamps: RequestStamps
  /** Called once: with a status, a fault, or `aborted` where the client left. */
  ended(how: string): void
}

/** One request to the simulated server and what becomes of it. */
export class Exchange {
  readonly response: ServerResponse
  readonly protocol: ServerProtocol
  readonly #book: StampBook
  readonly #stamps: RequestStamps
  readonly #headers: string[]
  readonly #leavings: (() => void)[] = []
  #ending = 'aborted'

  constructor({ response, protocol, book, stamps, ended }: ExchangeOptions) {
    this.response = response
    this.protocol = protocol
    this.#book = book
    this.#stamps = stamps
    this.#headers = ['x-request-id', stamps.requestId]
    response.on('close', () => {
      const how = this.#ending === '200' && !response.writableFinished ? 'aborted' : this.#ending
      stamps.ended = how
      stamps.endedNs ??= machineNs()
      for (const leave of this.#leavings) leave()
      ended(how)
    })
  }

  /** Calls this when all is over, however it ends. */
  whenOver(leave: () => void): void {
    if (this.response.closed) leave()
    else this.#leavings.push(leave)
  }

  /** Acts at a time of `performance.now()`, at once where it is past; not at all where the client has left before. */
  at(dueMs: number, act: () => void): void {
    this.whenOver(atTime(dueMs, act))
  }

  /** What is about to be said; `how` is how it will have ended. */
  says({ id, inputTokens, outputTokens }: ServedAnswer, how: string): void {
    this.#ending = how
    Object.assign(this.#stamps, { answerId: id, inputTokens, outputTokens })
  }

  /** Hands over the headers of a 200. */
  open(contentType: string): void {
    this.response.writeHead(200, ['content-type', contentType, ...this.#stampedHeaders()])
  }

  /** To be called right before content is handed over. */
  stamp(tokens: number): void {
    this.#book.chunk(this.#stamps, tokens)
  }

  /** To be called right before the last bytes are handed over. */
  stampEnd(): void {
    this.#stamps.endedNs = machineNs()
  }

  /** The answer to a request that does not stream. */
  answerWhole(answer: ServedAnswer): void {
    const body = this.protocol.whole(answer)
    this.stamp(answer.outputTokens)
    this.stampEnd()
    sendJson(this.response, 200, body, this.#stampedHeaders())
  }

  refuse(status: number, message: string, word: ErrorWord, more: string[] = []): void {
    this.#ending = String(status)
    sendJson(this.response, status, this.protocol.error(message, word), [...this.#stampedHeaders(), ...more])
  }

  /** 429, with a Retry-After unless it is `null`. */
  limit(message: string, retryAfterMs: number | null): void {
    this.refuse(429, message, 'rate-limit', retryAfter(retryAfterMs))
  }

  /** Every answer says what is left of the limit. */
  sayLimit(state: LimitState): void {
    this.#headers.push(...this.protocol.limitHeaders(state))
  }

  /** Fails in a way that sends nothing of an answer; `false`: this fault comes inside one. */
  failEarly(fault: FaultKind, retryAfterMs: number | null): boolean {
    const failed = STATUSES[fault]
    if (fault === 'rateLimit') this.limit('simulated: rate limit reached', retryAfterMs)
    else if (failed) this.refuse(failed.status, failed.message, failed.word)
    else if (fault === 'resetBefore' || fault === 'stall') this.#ending = fault
    else return false
    if (fault === 'resetBefore') this.response.socket?.resetAndDestroy()
    return true
  }

  #stampedHeaders(): string[] {
    const now = machineNs()
    this.#stamps.openedNs = now
    return [...this.#headers, CLOCK_HEADER, String(now)]
  }
}

/** Whole seconds for all clients, milliseconds for those that know them. */
function retryAfter(milliseconds: number | null): string[] {
  if (milliseconds === null) return []
  return ['retry-after', String(Math.ceil(milliseconds / 1_000)), 'retry-after-ms', String(milliseconds)]
}
