const FIRST_SIZE = 1 << 16
/** Larger memory is not kept for the next use. */
const KEPT_SIZE = 1 << 22
/** UTF-8 needs at most so many bytes for a unit of UTF-16. */
const MOST_PER_UNIT = 3
/** Texts above this length are measured rather than guessed. */
const LONG = 1 << 16

/** Text as UTF-8 in memory that grows and is used again: many small texts become bytes without a large string in between. */
export class ByteBuffer {
  #memory = Buffer.allocUnsafeSlow(FIRST_SIZE)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Valid until the next {@link add} or {@link clear}. */
  get written(): Buffer {
    return this.#memory.subarray(0, this.#length)
  }

  add(text: string): void {
    const most = this.#length + (text.length > LONG ? Buffer.byteLength(text) : text.length * MOST_PER_UNIT)
    if (most > this.#memory.length) this.#grow(most)
    this.#length += this.#memory.write(text, this.#length)
  }

  clear(): void {
    this.#length = 0
    if (this.#memory.length > KEPT_SIZE) this.#memory = Buffer.allocUnsafeSlow(FIRST_SIZE)
  }

  #grow(least: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(least, this.#memory.length * 2))
    this.#memory.copy(grown, 0, 0, this.#length)
    this.#memory = grown
  }
}
