import { EvalError } from '../schema/eval-error.ts'
import { LazyAppendFile } from './lazy-append-file.ts'

/** Records that nobody waits for, line by line as they come. Where they cannot be written, `signal` is aborted. */
export class RecordStream {
  readonly #file: LazyAppendFile
  readonly #stop = new AbortController()
  #writing: Promise<void> = Promise.resolve()
  /** Why a line could not be written; `null`: all were, or wait. */
  failed: EvalError | null = null

  constructor(file: string) {
    this.#file = new LazyAppendFile(file)
  }

  get signal(): AbortSignal {
    return this.#stop.signal
  }

  add(record: object): void {
    this.#writing = this.#file.append(record).catch((error: unknown) => {
      this.failed ??= EvalError.is(error) ? error : new EvalError('bug', String(error), { cause: error })
      this.#stop.abort(this.failed)
    })
  }

  /** Resolves when all is on the disk. */
  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }
}
