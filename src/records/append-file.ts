import { closeSync, fdatasync, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, write, writeSync } from 'node:fs'
import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import { isFull, writeProblem } from './write-problem.ts'

const SYNC_MS = 200
const NEWLINE_BYTE = 10
/** As long as the disk takes no longer than this for a write, waiting for it costs less than having a thread wait. */
const QUICK_MS = 4
/** Writes do not follow each other faster: lines gather meanwhile. */
const LEAST_GAP_MS = 1
/** Nor faster than this while several lines come with each. */
const GAP_WITH_SEVERAL_MS = 4

/** Lines up to this size are written from memory that is kept: to be given new memory takes longer than to fill it. */
const KEPT_BYTES = 256 * 1024

interface Waiting {
  /** Without its end. */
  line: string
  /** In bytes. */
  length: number
  resolve(place: { offset: number; length: number }): void
  reject(error: EvalError): void
}

const openDescriptor = (file: string): number => {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    return openSync(file, 'a+', 0o600)
  } catch (error) {
    throw writeProblem(file, error)
  }
}

const endsInLine = (descriptor: number, size: number): boolean => {
  if (size === 0) return true
  const last = Buffer.alloc(1)
  return readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] === NEWLINE_BYTE
}

const writeSome = (descriptor: number, bytes: Buffer, from: number): Promise<number> =>
  new Promise((resolve, reject) => {
    write(descriptor, bytes, from, bytes.length - from, null, (error, count) => (error === null ? resolve(count) : reject(error)))
  })

/**
 * An append-only file of lines, readable by its owner alone: one write in flight, lines gather meanwhile; synced to the disk five times a second.
 * Creates the file; a torn last line is closed, so that the next one begins anew. Throws EvalError config or bug where it cannot be opened.
 */
export class AppendFile {
  readonly #file: string
  readonly #descriptor: number
  readonly #timer: NodeJS.Timeout
  #position: number
  #torn: boolean
  #waiting: Waiting[] = []
  #inFlight: Waiting[] = []
  #draining: Promise<void> | null = null
  #closed = false
  #unsynced = false
  #gone = false
  #flushes = 0
  #slow = false
  #hadSeveral = false
  #writtenMs = Number.NEGATIVE_INFINITY
  /** Holds the lines of the one write in flight. */
  #kept: Buffer | null = null
  readonly #makeRoom: (full: unknown) => boolean

  /** `makeRoom` is called with the error of a full disk and says whether it freed some: what could not be written is then written again. */
  constructor(file: string, makeRoom: (full: unknown) => boolean = () => false) {
    this.#file = file
    this.#makeRoom = makeRoom
    this.#descriptor = openDescriptor(file)
    this.#position = fstatSync(this.#descriptor).size
    this.#torn = !endsInLine(this.#descriptor, this.#position)
    this.#timer = setInterval(() => this.#sync(), SYNC_MS).unref()
  }

  /**
   * Resolves when the line is handed to the system, with its place (a hint, not a promise, after a flush).
   * Rejects with EvalError config (full or read-only disk) or bug.
   */
  append(line: string): Promise<{ offset: number; length: number }> {
    return new Promise((resolve, reject) => {
      if (this.#closed)
        return reject(new EvalError('bug', `Found a line for ${this.#file} after it was closed, expected none`, { at: this.#file }))
      this.#waiting.push({ line, length: Buffer.byteLength(line), resolve, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Writes what waits, at once. A line whose write is under way is written again: readers see it twice rather than never. */
  flushSync(): void {
    if (this.#closed || this.#waiting.length + this.#inFlight.length === 0) return
    const batch = this.#takeWaiting()
    this.#flushes++
    const bytes = bytesOf('\n', [...this.#inFlight, ...batch])
    const own = sizeOf(batch)
    try {
      this.#writeSync(bytes)
      this.#position = fstatSync(this.#descriptor).size
      settle(batch, this.#position - own)
    } catch (error) {
      this.#fail(batch, error)
      throw writeProblem(this.#file, error)
    }
  }

  #writeSync(bytes: Buffer): void {
    try {
      for (let from = 0; from < bytes.length;) from += writeSync(this.#descriptor, bytes, from)
      fdatasyncSync(this.#descriptor)
    } catch (error) {
      if (!isFull(error) || !this.#makeRoom(error)) throw error
      this.#writeSync(bytes)
    }
  }

  /** Waits for every write, syncs and closes. */
  async close(): Promise<void> {
    await this.#draining
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    try {
      if (this.#unsynced) fdatasyncSync(this.#descriptor)
    } catch (error) {
      throw writeProblem(this.#file, error)
    } finally {
      closeSync(this.#descriptor)
    }
  }

  async #drain(): Promise<void> {
    const gapMs = this.#hadSeveral ? GAP_WITH_SEVERAL_MS : LEAST_GAP_MS
    const isSoon = performance.now() - this.#writtenMs < gapMs
    await new Promise((resolve) => (isSoon ? setTimeout(resolve, gapMs) : setImmediate(resolve))) // gathers what this turn of the event loop appends
    while (this.#waiting.length > 0) await this.#writeBatch()
    this.#draining = null
  }

  async #writeBatch(batch = this.#takeWaiting()): Promise<void> {
    this.#inFlight = batch
    if (this.#gone) return this.#fail(batch, Object.assign(new Error('the file was removed'), { code: 'ENOENT' }))
    const flushes = this.#flushes
    const lead = this.#torn ? '\n' : ''
    const bytes = bytesOf(lead, batch, (this.#kept ??= Buffer.allocUnsafeSlow(KEPT_BYTES)))
    try {
      for (let from = 0; from < bytes.length;)
        from += this.#slow ? await writeSome(this.#descriptor, bytes, from) : this.#writeHere(bytes, from)
      this.#unsynced = true
      this.#torn = false
      settle(batch, this.#position + lead.length)
      this.#position = flushes === this.#flushes ? this.#position + bytes.length : fstatSync(this.#descriptor).size
    } catch (error) {
      if (isFull(error) && this.#makeRoom(error)) {
        this.#torn = true
        this.#position = fstatSync(this.#descriptor).size
        return await this.#writeBatch(batch)
      }
      this.#fail(batch, error)
    } finally {
      this.#inFlight = []
    }
  }

  #writeHere(bytes: Buffer, from: number): number {
    const start = performance.now()
    const count = writeSync(this.#descriptor, bytes, from)
    this.#writtenMs = performance.now()
    this.#slow = this.#writtenMs - start > QUICK_MS
    return count
  }

  #takeWaiting(): Waiting[] {
    const batch = this.#waiting
    this.#waiting = []
    this.#hadSeveral = batch.length > 1
    return batch
  }

  /** A part of a line may have been written: the next write begins on a new line. */
  #fail(batch: Waiting[], error: unknown): void {
    this.#torn = true
    this.#position = fstatSync(this.#descriptor).size
    for (const { reject } of batch) reject(writeProblem(this.#file, error))
  }

  #sync(): void {
    if (!this.#unsynced) return
    this.#unsynced = false
    // Writing to a file that was removed fails nowhere and is lost.
    this.#gone = fstatSync(this.#descriptor).nlink === 0
    fdatasync(this.#descriptor, () => {}) // best effort: what cannot be written is reported by the write itself
  }
}

const sizeOf = (batch: readonly Waiting[]): number => batch.reduce((sum, { length }) => sum + length + 1, 0)

/** The lines as bytes, in the memory that is given where they fit. */
function bytesOf(lead: '' | '\n', batch: readonly Waiting[], memory?: Buffer): Buffer {
  const size = lead.length + sizeOf(batch)
  const bytes = memory && size <= memory.length ? memory.subarray(0, size) : Buffer.allocUnsafe(size)
  let at = bytes.write(lead)
  for (const { line, length } of batch) {
    bytes.write(line, at)
    at += length
    bytes[at++] = NEWLINE_BYTE
  }
  return bytes
}

function settle(batch: readonly Waiting[], start: number): void {
  let offset = start
  for (const { length, resolve } of batch) {
    resolve({ offset, length })
    offset += length + 1
  }
}
