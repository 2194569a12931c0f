import type { LimitState } from './server-protocol.ts'

/** A limit of requests in windows of fixed length; the first request opens the first window. */
export class RequestWindow {
  readonly #limit: number
  readonly #windowMs: number
  #start = Number.NEGATIVE_INFINITY
  #taken = 0

  constructor({ requests, windowMs }: { requests: number; windowMs: number }) {
    this.#limit = requests
    this.#windowMs = windowMs
  }

  /** Takes one request at a time in milliseconds; `ok` is false where the window is used up. */
  take(nowMs: number): LimitState & { ok: boolean } {
    if (nowMs - this.#start >= this.#windowMs) {
      this.#start = nowMs
      this.#taken = 0
    }
    const ok = this.#taken < this.#limit
    if (ok) this.#taken++
    const resetMs = Math.ceil(this.#start + this.#windowMs - nowMs)
    return { ok, limit: this.#limit, remaining: this.#limit - this.#taken, resetMs }
  }
}
