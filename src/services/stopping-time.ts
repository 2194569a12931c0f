const STOPPING_MS = 27_000

/** How long a run that is stopped before its end waits for what is under way: the waits after that are taken from the same time. */
export class StoppingTime {
  /** For all of them. */
  readonly wholeMs = STOPPING_MS
  #endsAtMs: number | null = null

  /** What is left; the first call begins it. */
  begin(): number {
    this.#endsAtMs ??= performance.now() + STOPPING_MS
    return this.atMost(STOPPING_MS)
  }

  /** A wait of a run's end: so long, or what is left where the run was stopped. */
  atMost(waitMs: number): number {
    return this.#endsAtMs === null ? waitMs : Math.min(waitMs, Math.max(0, this.#endsAtMs - performance.now()))
  }

  /** The run goes on: in watch mode it begins anew. */
  forget(): void {
    this.#endsAtMs = null
  }
}
