import { hash } from 'node:crypto'
import type { KeptText } from '../../src/schema/embedded-report.ts'
import type { BlockBuffer } from './block-buffer.ts'

/** Texts up to this length cost less in place than by reference. */
const SHORT = 80
/** Longer answers are loaded only when somebody opens them. */
const LONG = 8_000
const HEAD = 2_000

/** Stores texts once. It remembers hashes, not texts: memory stays small however long they are. */
export class TextKeeper {
  readonly #texts: BlockBuffer
  readonly #known = new Map<string, number>()

  constructor(texts: BlockBuffer) {
    this.#texts = texts
  }

  /** For texts that many trials share (prompts, schemas): by reference unless very short. */
  shared(text: string): KeptText {
    return text.length <= SHORT ? text : { text: this.#indexOf(text), length: text.length, head: '' }
  }

  /** For texts of one trial (answers): in place unless very long; the reference carries its beginning. */
  own(text: string): KeptText {
    return text.length <= LONG ? text : { text: this.#indexOf(text), length: text.length, head: text.slice(0, HEAD) }
  }

  #indexOf(text: string): number {
    const key = hash('sha256', Buffer.from(text, 'utf16le'), 'base64')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const index = this.#texts.size
    this.#known.set(key, index)
    this.#texts.add(text)
    return index
  }
}
