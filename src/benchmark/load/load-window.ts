import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import type { Sample } from '../../schema/sample.ts'

export type LoadPhase = Sample['phase']
export type StoppedBy = BenchmarkCell['stoppedBy']

/** When load warms up, is measured, and cools down. Times are those of the benchmark's clock. */
export interface WindowRules {
  warmUpRequests: number | null
  warmUpMs: number | null
  /** Requests measured; `null`: as many as there is time for. */
  requests: number | null
  measuredMs: number | null
  coolDownMs: number
}

/**
 * The measured window of one step of load. It opens when the load is full and warm, is closed by its rules or from outside, and knows the phase of
 * whatever begins: a conversation keeps the phase in which it began.
 */
export class LoadWindow {
  readonly #rules: WindowRules
  #beganAtMs: number | null = null
  #isFull = false
  #warmedUp = 0
  #measured = 0
  openedAtMs: number | null = null
  closedAtMs: number | null = null
  closedBy: StoppedBy | null = null

  readonly #heed: { opened?(): void; closed?(): void }

  /** `heed`: is told when the window opens and closes, as soon as that is known. */
  constructor(rules: WindowRules, heed: { opened?(): void; closed?(): void } = {}) {
    this.#rules = rules
    this.#heed = heed
  }

  /** All users have started: from here on the window may open. */
  full(): void {
    this.#isFull = true
  }

  /** Phase of a conversation of so many requests that begins now; `null`: nothing begins any more. */
  begin(nowMs: number, requests = 1): LoadPhase | null {
    this.#beganAtMs ??= nowMs
    this.#advance(nowMs)
    if (this.closedAtMs !== null) return nowMs < this.closedAtMs + this.#rules.coolDownMs ? 'cool-down' : null
    if (this.openedAtMs === null) return 'warm-up'
    this.#measured += requests
    return 'measured'
  }

  /** A request has ended. */
  ended(phase: LoadPhase): void {
    if (phase === 'warm-up') this.#warmedUp++
  }

  open(atMs: number): void {
    if (this.openedAtMs !== null) return
    this.openedAtMs = atMs
    this.#heed.opened?.()
  }

  /** The first reason counts. Where it never opened, it stays shut. */
  close(atMs: number, by: StoppedBy): void {
    if (this.closedAtMs !== null) return
    this.open(atMs)
    this.closedAtMs = Math.max(atMs, this.openedAtMs ?? atMs)
    this.closedBy = by
    this.#heed.closed?.()
  }

  #advance(nowMs: number): void {
    const { requests, measuredMs } = this.#rules
    if (this.openedAtMs === null && this.#isFull && this.#isWarm(nowMs)) this.open(nowMs)
    if (this.openedAtMs === null || this.closedAtMs !== null) return
    if (measuredMs !== null && nowMs >= this.openedAtMs + measuredMs) this.close(this.openedAtMs + measuredMs, 'seconds')
    else if (requests !== null && this.#measured >= requests) this.close(nowMs, 'requests')
  }

  #isWarm(nowMs: number): boolean {
    const { warmUpRequests, warmUpMs } = this.#rules
    if (warmUpRequests === null && warmUpMs === null) return true
    if (warmUpRequests !== null && this.#warmedUp >= warmUpRequests) return true
    return warmUpMs !== null && nowMs >= (this.#beganAtMs ?? nowMs) + warmUpMs
  }
}
