import { randomFillSync } from 'node:crypto'
import { closeSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { writeProblem } from './write-problem.ts'

const BLOCK_BYTES = 1 << 16

/**
 * Space on the disk that is held for the answers in flight when the disk fills up: they are paid for and must be kept. Throws EvalError config
 * where there is not so much space, so that nothing is asked whose answer has no place.
 */
export class DiskReserve {
  readonly #file: string
  #heldBytes: number

  constructor(file: string, bytes: number) {
    this.#file = file
    this.#heldBytes = bytes
    try {
      fill(file, bytes)
    } catch (error) {
      this.release()
      throw writeProblem(file, error)
    }
  }

  /** Gives the space back but for some bytes; `false` if that was done before. */
  shrink(bytes: number): boolean {
    if (this.#heldBytes <= bytes) return false
    this.#heldBytes = bytes
    try {
      truncateSync(this.#file, bytes)
      return true
    } catch {
      return false
    }
  }

  /** Gives all of it back; `false` if that was done before. */
  release(): boolean {
    if (this.#heldBytes === 0) return false
    this.#heldBytes = 0
    try {
      rmSync(this.#file, { force: true })
      return true
    } catch {
      return false
    }
  }
}

/** Random bytes, because file systems that compress keep no room for zeros. */
function fill(file: string, bytes: number): void {
  const block = randomFillSync(Buffer.allocUnsafe(BLOCK_BYTES))
  const descriptor = openSync(file, 'w', 0o600)
  try {
    for (let written = 0; written < bytes;) written += writeSync(descriptor, block, 0, Math.min(BLOCK_BYTES, bytes - written))
  } finally {
    closeSync(descriptor)
  }
}
