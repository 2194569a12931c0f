import type { ContentKind, ServerTimings, StreamWatch } from '../schema/stream-watch.ts'
import type { StreamStamps } from './stream-stamps.ts'

/** Parts of an answer for which there is room at first. */
const FIRST_ROOM = 64
/** A server that counts more tokens in one stream has lost count: every token has its share of a gap. */
const MOST_TOKENS = 1_000_000

export interface StreamRecorderOptions {
  /** When the request was to leave, in milliseconds of `performance.now()`. */
  scheduledAtMs: number
  /** A reader that takes so long for every piece; default 0. */
  consumerDelayMs?: number | undefined
}

/** Keeps the stamps of one stream: eight bytes for each part of the answer, and four for its tokens. */
export class StreamRecorder implements StreamWatch, StreamStamps {
  readonly scheduledAtMs: number
  startedAtMs: number | null = null
  connection: 'new' | 'reused' | null = null
  connectedAtMs: number | null = null
  sentAtMs: number | null = null
  headersAtMs: number | null = null
  firstVisibleAtMs: number | null = null
  firstPartTokens: number | null = null
  hasReasoning = false
  closedAtMs: number | null = null
  heldBytesPeak = 0
  longestPauseMs = 0
  streamed = true
  serverTimings: ServerTimings | null = null
  readonly #consumerDelayMs: number
  #stamps = new Float64Array(FIRST_ROOM)
  #tokens: Uint32Array | null = new Uint32Array(FIRST_ROOM)
  #tokensSoFar = 0
  #count = 0

  constructor({ scheduledAtMs, consumerDelayMs = 0 }: StreamRecorderOptions) {
    this.scheduledAtMs = scheduledAtMs
    this.#consumerDelayMs = consumerDelayMs
  }

  /** When the parts of the answer came: a view, which further parts may replace. */
  get partsAtMs(): Float64Array {
    return this.#stamps.subarray(0, this.#count)
  }

  /** A view, as of the stamps. A part without tokens shows that counts lag behind: then they are of no use. */
  get partTokens(): Uint32Array | null {
    return this.#tokens?.subarray(0, this.#count) ?? null
  }

  get lastAtMs(): number | null {
    return this.#stamps[this.#count - 1] ?? null
  }

  started(atMs: number): void {
    this.startedAtMs = atMs
  }

  connected(connection: 'new' | 'reused', atMs: number): void {
    this.connection = connection
    this.connectedAtMs = atMs
  }

  sent(atMs: number): void {
    this.sentAtMs = atMs
  }

  headers(atMs: number): void {
    this.headersAtMs = atMs
  }

  content(kind: ContentKind, atMs: number, _length: number, tokens: number | null): void {
    // A count that lags behind says nothing: no part of an answer has no token.
    if (this.#count === 0) this.firstPartTokens = tokens === 0 ? null : tokens
    if (kind === 'reasoning') this.hasReasoning = true
    else this.firstVisibleAtMs ??= atMs
    if (this.#count === this.#stamps.length) this.#grow()
    this.#keepTokens(tokens)
    this.#stamps[this.#count++] = atMs
  }

  whole(): void {
    this.streamed = false
  }

  server(timings: ServerTimings): void {
    this.serverTimings = timings
  }

  closed(atMs: number, { bytesPeak, longestPauseMs }: { bytesPeak: number; longestPauseMs: number }): void {
    this.closedAtMs = atMs
    this.heldBytesPeak = bytesPeak
    this.longestPauseMs = longestPauseMs
  }

  pace(): Promise<void> | null {
    return this.#consumerDelayMs > 0 ? new Promise((resolve) => setTimeout(resolve, this.#consumerDelayMs)) : null
  }

  #keepTokens(tokens: number | null): void {
    if (this.#tokens === null) return
    this.#tokensSoFar += tokens ?? 0
    if (tokens === null || !Number.isInteger(tokens) || tokens < 1 || this.#tokensSoFar > MOST_TOKENS) this.#tokens = null
    else this.#tokens[this.#count] = tokens
  }

  #grow(): void {
    const more = new Float64Array(2 * this.#stamps.length)
    more.set(this.#stamps)
    this.#stamps = more
    if (this.#tokens === null) return
    const moreTokens = new Uint32Array(more.length)
    moreTokens.set(this.#tokens)
    this.#tokens = moreTokens
  }
}
