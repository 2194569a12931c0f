import type { BlockKind } from '../../src/schema/embedded-report.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { dataBlock } from './data-block.ts'

/** Bytes of JSON after which a block is written. */
const FULL = 1_000_000

/** Collects items of one kind until they are worth a block. */
export class BlockBuffer {
  readonly #kind: BlockKind
  #bytes = new ByteBuffer()
  /** Of a block that was written, to be used again. */
  #spare: ByteBuffer | null = null
  #count = 0
  #first = 0

  constructor(kind: BlockKind) {
    this.#kind = kind
  }

  /** Items so far, those of written blocks included: the index of the next one. */
  get size(): number {
    return this.#first + this.#count
  }

  get full(): boolean {
    return this.#bytes.length >= FULL
  }

  get empty(): boolean {
    return this.#count === 0
  }

  add(item: unknown): void {
    this.#bytes.add(`${this.#count === 0 ? '[' : ','}${JSON.stringify(item)}`)
    this.#count++
  }

  /** The block of what was collected; collecting starts anew behind it. */
  async take(): Promise<string> {
    const [bytes, first, count] = [this.#bytes, this.#first, this.#count]
    this.#bytes = this.#spare ?? new ByteBuffer()
    this.#spare = null
    this.#first += count
    this.#count = 0
    bytes.add(']')
    const block = await dataBlock(this.#kind, first, count, bytes.written)
    bytes.clear()
    this.#spare = bytes
    return block
  }
}
