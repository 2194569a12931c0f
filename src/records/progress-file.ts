import { writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { putInPlace, putInPlaceSync } from '../files/put-in-place.ts'

const EVERY_MS = 1_000

/**
 * A small file that says how something stands, for other programs: written whole or not at all, at most once a second. Once something has changed it is
 * written every second for as long as its status is `running`, so that a reader can tell a run that waits from one that was killed. It keeps no
 * process alive, and that it cannot be written troubles nobody.
 */
export class ProgressFile {
  readonly #file: string
  readonly #content: () => { status: string } | null
  readonly #everyMs: number
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()
  #closed = false
  #isRunning = false

  constructor(file: string, content: () => { status: string } | null, everyMs = EVERY_MS) {
    this.#file = file
    this.#content = content
    this.#everyMs = everyMs
  }

  /** Something has changed: it is written soon. */
  touch(): void {
    if (this.#timer || this.#closed) return
    this.#timer = setTimeout(() => this.#goOn(), this.#everyMs)
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
    try {
      putInPlaceSync(this.#file, (temporary) => writeFileSync(temporary, this.#text(), { mode: 0o600 }))
    } catch {
      return
    }
  }

  async #write(): Promise<void> {
    if (this.#closed) return
    await putInPlace(this.#file, (temporary) => writeFile(temporary, this.#text(), { mode: 0o600 })).catch(() => undefined)
  }

  #goOn(): void {
    const writing = this.write()
    // Who writes in the meantime has the last word.
    void writing.then(() => this.#isRunning && this.#writing === writing && this.touch())
  }

  #rest(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #text(): string {
    const content = this.#content()
    this.#isRunning = content?.status === 'running'
    return `${JSON.stringify(content, null, 1)}\n`
  }
}
