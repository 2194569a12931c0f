/** Counts of one trial: of the requests with the same body, or with the same header. */
export interface TrialCounts {
  requests: number
  answered: number
  failed: number
}

/** What `GET /stats` says. */
export interface ServerStats {
  requests: number
  /** Requests by how they ended: a status, a fault, or `aborted` by the client. */
  ended: Record<string, number>
  /** From the first request to the last end, in milliseconds; `null` before that. */
  spanMs: number | null
  inFlight: number
  inFlightPeak: number
  connections: number
  connectionsPeak: number
  /** Distinct trials, and the greatest counts of one. */
  trials: { count: number; mostRequests: number; mostAnswered: number }
  byTrial: Record<string, TrialCounts>
}

/** Counts what the simulated server does. */
export class ServerCounts {
  readonly #trials = new Map<string, TrialCounts>()
  readonly #ended = new Map<string, number>()
  #requests = 0
  #firstAt: number | null = null
  #lastAt: number | null = null
  #inFlight = 0
  #inFlightPeak = 0
  #connections = 0
  #connectionsPeak = 0

  get inFlight(): number {
    return this.#inFlight
  }

  begin(): void {
    this.#requests++
    this.#firstAt ??= performance.now()
    this.#inFlightPeak = Math.max(this.#inFlightPeak, ++this.#inFlight)
  }

  /** Counts of a trial; they are to be changed in place. */
  trial(key: string): TrialCounts {
    const known = this.#trials.get(key)
    if (known) return known
    const trial = { requests: 0, answered: 0, failed: 0 }
    this.#trials.set(key, trial)
    return trial
  }

  end(how: string): void {
    this.#inFlight--
    this.#lastAt = performance.now()
    this.#ended.set(how, (this.#ended.get(how) ?? 0) + 1)
  }

  connected(): void {
    this.#connectionsPeak = Math.max(this.#connectionsPeak, ++this.#connections)
  }

  disconnected(): void {
    this.#connections--
  }

  /** Forgets what was; what is in flight stays in flight. */
  reset(): void {
    this.#trials.clear()
    this.#ended.clear()
    this.#requests = 0
    this.#firstAt = null
    this.#lastAt = null
    this.#inFlightPeak = this.#inFlight
    this.#connectionsPeak = this.#connections
  }

  stats(): ServerStats {
    let mostRequests = 0
    let mostAnswered = 0
    for (const { requests, answered } of this.#trials.values()) {
      mostRequests = Math.max(mostRequests, requests)
      mostAnswered = Math.max(mostAnswered, answered)
    }
    return {
      requests: this.#requests,
      ended: Object.fromEntries(this.#ended),
      spanMs: this.#firstAt === null || this.#lastAt === null ? null : this.#lastAt - this.#firstAt,
      inFlight: this.#inFlight,
      inFlightPeak: this.#inFlightPeak,
      connections: this.#connections,
      connectionsPeak: this.#connectionsPeak,
      trials: { count: this.#trials.size, mostRequests, mostAnswered },
      byTrial: Object.fromEntries(this.#trials),
    }
  }
}
