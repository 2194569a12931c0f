import type { LinePlace } from './line-splitter.ts'

/** Places of lines by number, in columns: an object for each would take five times the memory. */
export class LinePlaces {
  readonly #files: string[] = []
  readonly #fileOf: number[] = []
  readonly #offsets: number[] = []
  readonly #lengths: number[] = []

  get size(): number {
    return this.#offsets.length
  }

  /** The number of the place. */
  add(file: string, offset: number, length: number): number {
    if (this.#files.at(-1) !== file) this.#files.push(file)
    this.#fileOf.push(this.#files.length - 1)
    this.#lengths.push(length)
    return this.#offsets.push(offset) - 1
  }

  /** Throws a RangeError for a number that no place has. */
  at(number: number): LinePlace {
    const [file, offset, length] = [this.#files[this.#fileOf[number] ?? -1], this.#offsets[number], this.#lengths[number]]
    if (file === undefined || offset === undefined || length === undefined)
      throw new RangeError(`Found ${number} as the number of a place, expected less than ${this.size}`)
    return { file, offset, length }
  }
}
