import { randomBytes } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'

const EVERY_MS = 1_000

/**
 * A small file that says how something stands, for other programs: written whole or not at all, at most once a second. It keeps no process
 * alive, and that it cannot be written troubles nobody.
 */
export class ProgressFile {
  readonly #file: string
  readonly #content: () => unknown
  readonly #everyMs: number
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()
  #closed = false

  constructor(file: string, content: () => unknown, everyMs = EVERY_MS) {
    this.#file = file
    this.#content = content
    this.#everyMs = everyMs
  }

  /** Something has changed: it is written soon. */
  touch(): void {
    if (this.#timer || this.#closed) return
    this.#timer = setTimeout(() => void this.write(), this.#everyMs)
    this.#timer.unref()
  }

  /** Writes now, after what is being written. Never rejects. */
  write(): Promise<void> {
    this.#rest()
    return (this.#writing = this.#writing.then(() => this.#write()))
  }

  /** The same in one go, for an `exit` handler; nothing is written after it. */
  writeSync(): void {
    this.#rest()
    this.#closed = true
    const temporary = this.#temporary()
    try {
      writeFileSync(temporary, this.#text(), { mode: 0o600 })
      renameSync(temporary, this.#file)
    } catch {
      rmSync(temporary, { force: true })
    }
  }

  async #write(): Promise<void> {
    if (this.#closed) return
    const temporary = this.#temporary()
    try {
      await writeFile(temporary, this.#text(), { mode: 0o600 })
      await rename(temporary, this.#file)
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined)
    }
  }

  #rest(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #text(): string {
    return `${JSON.stringify(this.#content(), null, 1)}\n`
  }

  #temporary(): string {
    return `${this.#file}.${randomBytes(4).toString('hex')}.tmp`
  }
}
