const BUCKET_MS = 1_000
const BUCKETS = 600
/** The window is at least so long, and longer while fewer events lie in it. */
const LEAST_WINDOW_MS = 60_000
const ENOUGH_EVENTS = 30
/** Fewer say nothing of a rate. */
const LEAST_EVENTS = 3

/**
 * How often something happens, over the last minute, or further back (ten minutes at most) until 30 events lie in the window, so that fast
 * and slow models are judged alike. Times are milliseconds of one monotonic clock. Constant memory and time per event.
 */
export class SlidingRate {
  readonly #counts = new Uint32Array(BUCKETS)
  #sinceMs: number | null = null
  #last = 0

  /** The time before the first event counts from here. A second call does nothing. */
  begin(nowMs: number): void {
    if (this.#sinceMs !== null) return
    this.#sinceMs = nowMs
    this.#last = Math.floor(nowMs / BUCKET_MS)
  }

  add(nowMs: number): void {
    this.begin(nowMs)
    const bucket = this.#advance(nowMs)
    this.#counts[bucket % BUCKETS] = (this.#counts[bucket % BUCKETS] ?? 0) + 1
  }

  /** Events per millisecond; `null`: fewer than three in the window. */
  perMs(nowMs: number): number | null {
    if (this.#sinceMs === null) return null
    const newest = this.#advance(nowMs)
    let events = 0
    let startMs = nowMs
    for (let age = 0; age < BUCKETS; age++) {
      if (startMs <= this.#sinceMs || (nowMs - startMs >= LEAST_WINDOW_MS && events >= ENOUGH_EVENTS)) break
      events += this.#counts[(newest - age + BUCKETS) % BUCKETS] ?? 0
      startMs = Math.max(this.#sinceMs, (newest - age) * BUCKET_MS)
    }
    return events < LEAST_EVENTS || startMs >= nowMs ? null : events / (nowMs - startMs)
  }

  /** Empties the buckets that have come since the last look. */
  #advance(nowMs: number): number {
    const bucket = Math.max(this.#last, Math.floor(nowMs / BUCKET_MS))
    const steps = Math.min(BUCKETS, bucket - this.#last)
    for (let step = 0; step < steps; step++) this.#counts[(bucket - step) % BUCKETS] = 0
    this.#last = bucket
    return bucket
  }
}
