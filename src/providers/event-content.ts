import type { ContentKind, StreamWatch } from '../schema/stream-watch.ts'

/** What one event of a stream carries, told to a watch when the event ends: once, however many fields of it hold a part of the answer. */
export class EventContent {
  readonly #watch: StreamWatch
  #kind: ContentKind | null = null
  #length = 0
  /** Output tokens up to the last event with content; `null`: the server does not say them with every one. */
  #tokens: number | null = 0

  constructor(watch: StreamWatch) {
    this.#watch = watch
  }

  /** A visible part beside reasoning makes the event a visible one. */
  has(kind: ContentKind, length: number): void {
    if (this.#kind === null || this.#kind === 'reasoning') this.#kind = kind
    this.#length += length
  }

  /** Servers that say what was used with every event count from the beginning: the tokens of an event are a difference. */
  ends(atMs: number, usage: { outputTokens: number | null } | null): void {
    this.#watch.event?.(atMs)
    if (this.#kind !== null) {
      const total = this.#tokens === null ? null : (usage?.outputTokens ?? null)
      const tokens = total === null ? null : Math.max(0, total - (this.#tokens ?? 0))
      this.#tokens = total
      this.#watch.content(this.#kind, atMs, this.#length, tokens)
      this.#kind = null
      this.#length = 0
    }
    if (usage) this.#watch.usage?.(atMs)
  }
}
