import type { BlockKind } from '../../src/schema/embedded-report.ts'
import { dataBlock } from './data-block.ts'

/** Characters of JSON after which a block is written. */
const FULL = 1_000_000

/** Collects items of one kind until they are worth a block. */
export class BlockBuffer {
  readonly #kind: BlockKind
  #items: string[] = []
  #characters = 0
  #first = 0

  constructor(kind: BlockKind) {
    this.#kind = kind
  }

  /** Items so far, those of written blocks included: the index of the next one. */
  get size(): number {
    return this.#first + this.#items.length
  }

  get full(): boolean {
    return this.#characters >= FULL
  }

  get empty(): boolean {
    return this.#items.length === 0
  }

  add(item: unknown): void {
    const json = JSON.stringify(item)
    this.#items.push(json)
    this.#characters += json.length
  }

  /** The block of what was collected; collecting starts anew behind it. */
  take(): Promise<string> {
    const [items, first] = [this.#items, this.#first]
    this.#first += items.length
    this.#items = []
    this.#characters = 0
    return dataBlock(this.#kind, first, items.length, `[${items.join(',')}]`)
  }
}
