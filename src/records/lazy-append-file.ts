import { AppendFile } from './append-file.ts'

/** A file of JSON lines that is there from its first line on: most runs have none. */
export class LazyAppendFile {
  readonly #file: string
  #opened: AppendFile | null = null

  constructor(file: string) {
    this.#file = file
  }

  /** Resolves when the line is handed to the system. */
  async append(record: object): Promise<void> {
    this.#opened ??= new AppendFile(this.#file)
    await this.#opened.append(JSON.stringify(record))
  }

  flushSync(): void {
    this.#opened?.flushSync()
  }

  async close(): Promise<void> {
    await this.#opened?.close()
  }
}
