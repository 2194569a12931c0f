/** The side of an exchange that sends can be told to wait. */
export interface BodySource {
  pause(): void
  resume(): void
  /** Ends the exchange: nobody reads on. */
  abort(): void
}

type Piece = { done: false; value: Uint8Array } | { done: true; value: undefined }

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
  #pieces: Uint8Array[] = []
  #head = 0
  #bytes = 0
  #paused = false
  #ended = false
  #error: unknown
  #waiting: Waiting | null = null

  constructor(source: BodySource) {
    this.#source = source
  }

  /** It has ended, and nothing of it is left to be read. */
  get isRead(): boolean {
    return this.#ended && this.#pieces.length === 0
  }

  push(piece: Uint8Array): void {
    if (this.#ended) return
    const waiting = this.#waiting
    if (waiting) {
      this.#waiting = null
      return waiting.resolve({ done: false, value: piece })
    }
    this.#pieces.push(piece)
    this.#bytes += piece.length
    if (this.#bytes < HIGH_WATER_BYTES || this.#paused) return
    this.#paused = true
    this.#source.pause()
  }

  end(): void {
    this.#ended = true
    this.#waiting?.resolve(END)
    this.#waiting = null
  }

  /** What has arrived before is still read. */
  fail(error: unknown): void {
    if (this.#ended) return
    this.#ended = true
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
    const value = this.#pieces[this.#head]
    if (value) {
      this.#take(value)
      return Promise.resolve({ done: false, value })
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
    this.#source.resume()
  }
}
