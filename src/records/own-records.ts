import { stat } from 'node:fs/promises'

/** Most bytes of lines whose records are held. */
const MOST_BYTES = 16 * 1024 * 1024
/** From so many records on, those to come are taken to be as long as they are. */
const EVIDENCE = 64

/** The records that this process has appended to a file, as long as nothing else stands in it and they are few enough to be held. */
export class OwnRecords<T> {
  readonly #file: string
  readonly #most: number
  #records: T[] | null = []
  #end = 0
  #expected = 0

  constructor(file: string, most = MOST_BYTES) {
    this.#file = file
    this.#most = most
  }

  /** The file will have so many more than was said before: where the first ones show that this is too much, none is held in vain. */
  expect(more: number): void {
    this.#expected += more
  }

  /** Records that stand in the file from `offset` on, in the order of the file; `length` leaves out the last line's end. */
  take(records: readonly T[], { offset, length }: { offset: number; length: number }): void {
    if (this.#records === null) return
    const taken = this.#records.length + records.length
    const whole = (offset + length) * (taken < EVIDENCE ? 1 : Math.max(1, this.#expected / taken))
    if (offset !== this.#end || whole > this.#most) return void (this.#records = null)
    this.#end = offset + length + 1
    for (const record of records) this.#records.push(record)
  }

  /** The records from a number on, whatever else may stand in the file by now; `null`: they are not held. */
  from(index: number): readonly T[] | null {
    return this.#records && this.#records.slice(index)
  }

  /** All records of the file, in its order; `null`: it must be read. */
  async all(): Promise<readonly T[] | null> {
    const found = await stat(this.#file).catch(() => null)
    return found?.size === this.#end ? this.#records : null
  }
}
