import type { StreamWatch } from '../schema/stream-watch.ts'

/** The side of an exchange that sends can be told to wait. */
export interface BodySource {
  pause(): void
  resume(): void
  /** Ends the exchange: nobody reads on. */
  abort(): void
}

/** A piece with the time at which it came: milliseconds of `performance.now()`, taken at the socket. */
interface Arrived {
  done: false
  value: Uint8Array
  atMs: number
}
type Piece = Arrived | { done: true; value: undefined }

interface Waiting {
  resolve(piece: Piece): void
  reject(error: unknown): void
}

const END: Piece = { done: true, value: undefined }
/** The source is told to wait while so much has not been read. */
const HIGH_WATER_BYTES = 256 * 1024

/** The body of a response as it arrives: that part of a byte stream which readers of answers use, at a fraction of its cost. */
export class ArrivingBody {
  readonly #source: BodySource
  readonly #held: HeldBytes | null
  #pieces: Arrived[] = []
  #head = 0
  #bytes = 0
  #paused = false
  #ended = false
  #error: unknown
  #waiting: Waiting | null = null

  constructor(source: BodySource, watch?: StreamWatch) {
    this.#source = source
    this.#held = watch?.closed ? new HeldBytes(watch) : null
  }

  /** It has ended, and nothing of it is left to be read. */
  get isRead(): boolean {
    return this.#ended && this.#pieces.length === 0
  }

  push(value: Uint8Array, atMs: number): void {
    if (this.#ended) return
    const piece: Arrived = { done: false, value, atMs }
    const waiting = this.#waiting
    if (waiting) {
      this.#waiting = null
      return waiting.resolve(piece)
    }
    this.#pieces.push(piece)
    this.#bytes += value.length
    this.#held?.holds(this.#bytes)
    if (this.#bytes < HIGH_WATER_BYTES || this.#paused) return
    this.#paused = true
    this.#held?.paused()
    this.#source.pause()
  }

  /** `atMs`: when, where it is not now. */
  end(atMs?: number): void {
    this.#close(atMs)
    this.#waiting?.resolve(END)
    this.#waiting = null
  }

  /** What has arrived before is still read. */
  fail(error: unknown): void {
    if (this.#ended) return
    this.#close()
    this.#error = error
    this.#waiting?.reject(error)
    this.#waiting = null
  }

  /** One reader at a time, and one read at a time. */
  getReader(): { read(): Promise<Piece>; cancel(): Promise<void>; releaseLock(): void } {
    return { read: () => this.#read(), cancel: () => this.cancel(), releaseLock: () => undefined }
  }

  /** Throws away what has arrived and ends the exchange. */
  cancel(): Promise<void> {
    this.#pieces = []
    this.#head = 0
    if (!this.#ended) {
      this.end()
      this.#source.abort()
    }
    return Promise.resolve()
  }

  #read(): Promise<Piece> {
    const piece = this.#pieces[this.#head]
    if (piece) {
      this.#take(piece.value)
      return Promise.resolve(piece)
    }
    if (this.#error !== undefined) return Promise.reject(this.#error as Error)
    if (this.#ended) return Promise.resolve(END)
    return new Promise((resolve, reject) => (this.#waiting = { resolve, reject }))
  }

  #take(value: Uint8Array): void {
    this.#bytes -= value.length
    if (++this.#head === this.#pieces.length) {
      this.#pieces = []
      this.#head = 0
    }
    if (!this.#paused || this.#bytes > 0) return
    this.#paused = false
    this.#held?.resumed()
    this.#source.resume()
  }

  #close(atMs?: number): void {
    if (this.#ended) return
    this.#ended = true
    this.#held?.closed(atMs)
  }
}

/** What is held for a slow reader, where somebody wants to know. */
class HeldBytes {
  readonly #watch: StreamWatch
  #bytesPeak = 0
  #longestPauseMs = 0
  #pausedAtMs: number | null = null

  constructor(watch: StreamWatch) {
    this.#watch = watch
  }

  holds(bytes: number): void {
    if (bytes > this.#bytesPeak) this.#bytesPeak = bytes
  }

  paused(): void {
    this.#pausedAtMs = performance.now()
  }

  resumed(): void {
    if (this.#pausedAtMs === null) return
    this.#longestPauseMs = Math.max(this.#longestPauseMs, performance.now() - this.#pausedAtMs)
    this.#pausedAtMs = null
  }

  closed(atMs = performance.now()): void {
    this.resumed()
    this.#watch.closed?.(atMs, { bytesPeak: this.#bytesPeak, longestPauseMs: this.#longestPauseMs })
  }
}
