import type { DataBlock } from './data-blocks.ts'
import { decodeBlock } from './decode-block.ts'

/** Looks up shared texts; a block is unpacked when the first of its texts is wanted. */
export class TextLibrary {
  readonly #blocks: DataBlock[]
  readonly #unpacked = new Map<DataBlock, Promise<string[]>>()

  constructor(blocks: DataBlock[]) {
    this.#blocks = blocks
  }

  /** The text of an index. Rejects when there is none. */
  async text(index: number): Promise<string> {
    const block = this.#blocks.find(({ first, count }) => index >= first && index < first + count)
    if (block === undefined) throw new Error(`Found no text ${index} in this file`)
    const texts = this.#unpacked.get(block) ?? decodeBlock<string[]>(block.element)
    this.#unpacked.set(block, texts)
    const text = (await texts)[index - block.first]
    if (text === undefined) throw new Error(`Found no text ${index} in this file`)
    return text
  }
}
