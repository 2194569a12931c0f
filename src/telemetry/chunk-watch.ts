import type { StreamWatch } from '../schema/stream-watch.ts'

/** Hears when the chunks of one attempt come. */
export class ChunkWatch implements StreamWatch {
  /** When the request left. */
  startedAtMs = performance.now()
  /** When the first came, and seconds from each to the next. */
  firstAtMs: number | null = null
  readonly gapsS: number[] = []
  #lastAtMs = 0
  #hasEvents = false
  #isWhole = false

  get isWhole(): boolean {
    return this.#isWhole
  }

  started(atMs: number): void {
    this.startedAtMs = atMs
  }

  /** The server does not stream: there are no chunks. */
  whole(): void {
    this.#isWhole = true
  }

  /** Every event of the stream is a chunk, whatever it carries. */
  event(atMs: number): void {
    this.#hasEvents = true
    this.#chunk(atMs)
  }

  /** Providers that tell no events tell parts of the answer at least. */
  content(_kind: unknown, atMs: number): void {
    if (!this.#hasEvents) this.#chunk(atMs)
  }

  #chunk(atMs: number): void {
    if (this.#isWhole) return
    if (this.firstAtMs === null) this.firstAtMs = atMs
    else this.gapsS.push((atMs - this.#lastAtMs) / 1000)
    this.#lastAtMs = atMs
  }
}
