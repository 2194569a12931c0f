import type { ServerResponse } from 'node:http'
import type { FaultKind } from './fault-plan.ts'
import { sendAnswer, sendBroken, sendJson } from './send-answer.ts'
import type { ErrorWord, LimitState, ServedAnswer, ServerProtocol } from './server-protocol.ts'

const STATUSES: Partial<Record<FaultKind, { status: number; word: ErrorWord; message: string }>> = {
  serverError: { status: 500, word: 'server-error', message: 'simulated: internal server error' },
  overloaded: { status: 529, word: 'overloaded', message: 'simulated: overloaded' },
}

interface ExchangeOptions {
  response: ServerResponse
  protocol: ServerProtocol
  requestId: string
  /** Called once: with a status, a fault, or `aborted` where the client left. */
  ended(how: string): void
}

/** One request to the simulated server and what becomes of it. */
export class Exchange {
  readonly #response: ServerResponse
  readonly #protocol: ServerProtocol
  readonly #headers: string[]
  #ending = 'aborted'
  #timer: NodeJS.Timeout | undefined

  constructor({ response, protocol, requestId, ended }: ExchangeOptions) {
    this.#response = response
    this.#protocol = protocol
    this.#headers = ['x-request-id', requestId]
    response.on('close', () => {
      clearTimeout(this.#timer)
      ended(this.#ending === '200' && !response.writableFinished ? 'aborted' : this.#ending)
    })
  }

  /** Acts after a time, at once at 0; not at all where the client has left before. */
  after(delayMs: number, act: () => void): void {
    if (delayMs === 0) act()
    else this.#timer = setTimeout(act, delayMs)
  }

  answer(answer: ServedAnswer, stream: boolean, tokensPerSecond: number | null): void {
    this.#ending = '200'
    sendAnswer({ response: this.#response, protocol: this.#protocol, answer, stream, tokensPerSecond, headers: this.#headers })
  }

  refuse(status: number, message: string, word: ErrorWord, more: string[] = []): void {
    this.#ending = String(status)
    sendJson(this.#response, status, this.#protocol.error(message, word), [...this.#headers, ...more])
  }

  /** 429, with a Retry-After unless it is `null`. */
  limit(message: string, retryAfterMs: number | null): void {
    this.refuse(429, message, 'rate-limit', retryAfter(retryAfterMs))
  }

  /** Every answer says what is left of the limit. */
  sayLimit(state: LimitState): void {
    this.#headers.push(...this.#protocol.limitHeaders(state))
  }

  /** Fails in a way that sends nothing of an answer; `false`: this fault comes inside one. */
  failEarly(fault: FaultKind, retryAfterMs: number | null): boolean {
    const failed = STATUSES[fault]
    if (fault === 'rateLimit') this.limit('simulated: rate limit reached', retryAfterMs)
    else if (failed) this.refuse(failed.status, failed.message, failed.word)
    else if (fault === 'resetBefore' || fault === 'stall') this.#ending = fault
    else return false
    if (fault === 'resetBefore') this.#response.socket?.resetAndDestroy()
    return true
  }

  /** Fails inside an answer. */
  failInside(fault: FaultKind, answer: ServedAnswer, stream: boolean): void {
    this.#ending = fault
    sendBroken({ response: this.#response, protocol: this.#protocol, answer, stream, tokensPerSecond: null, headers: this.#headers }, fault)
  }
}

/** Whole seconds for all clients, milliseconds for those that know them. */
function retryAfter(milliseconds: number | null): string[] {
  if (milliseconds === null) return []
  return ['retry-after', String(Math.ceil(milliseconds / 1_000)), 'retry-after-ms', String(milliseconds)]
}
