import { notAskedBecause } from '../records/not-asked-because.ts'
import { writeProblem } from '../records/write-problem.ts'
import type { CallRecord } from '../schema/call.ts'
import type { EvalError } from '../schema/eval-error.ts'
import type { Journal } from '../schema/journal.ts'

/** Ends the asking as soon as results cannot be written: nothing is paid for that would be lost. */
export class WriteGuard {
  readonly #folder: string
  readonly #halt: (reason: EvalError) => void
  #problem: EvalError | null = null

  /** `halt`: nothing new may be asked, for this reason. */
  constructor(resultsFolder: string, halt: (reason: EvalError) => void) {
    this.#folder = resultsFolder
    this.#halt = halt
  }

  /** Why results could not be written; `null` if they were. */
  get problem(): EvalError | null {
    return this.#problem
  }

  /** Notes a failed write; the first one counts. */
  note(thrown: unknown): void {
    if (this.#problem) return
    this.#problem = writeProblem(this.#folder, thrown)
    this.#halt(notAskedBecause(this.#problem))
  }

  /** The disk is full, as an error says: what is in flight has room in what `release` gives back, and nothing more is asked. */
  makeRoom(full: unknown, release: () => boolean): boolean {
    const made = release()
    if (made) this.note(full)
    return made
  }

  /** The journal, watched. */
  watch(journal: Journal): Journal {
    const append = async (record: CallRecord): Promise<void> => {
      try {
        await journal.append(record)
      } catch (error) {
        this.note(error)
        throw error
      }
    }
    return { ...journal, append }
  }
}
