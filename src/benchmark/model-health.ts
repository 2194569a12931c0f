import type { EvalError } from '../schema/eval-error.ts'
import type { Sample, SampleErrorKind } from '../schema/sample.ts'

/** So many failures of a kind that asking again does not mend, before anything was answered. */
const HOPELESS = 5
/** So many requests in a row that reached nobody. */
const UNREACHED = 20
const NO_CONNECTION: ReadonlySet<SampleErrorKind> = new Set(['dns', 'connect', 'tls', 'timeout-connect'])

/** How a model does over a run: says when it is given up. */
export class ModelHealth {
  #answered = false
  #hopeless = 0
  #unreached = 0
  /** Why nothing more is asked of it: a sentence; `null`: it is asked. */
  givenUp: string | null = null

  ended({ error: failure }: Pick<Sample, 'error'>, error: EvalError | null): void {
    if (failure === null) {
      this.#answered = true
      this.#unreached = 0
      return
    }
    if (error?.kind === 'auth' || error?.kind === 'config') this.#hopeless++
    if (NO_CONNECTION.has(failure.kind)) this.#unreached++
    if (error?.kind === 'budget') this.givenUp ??= failure.message
    else if (!this.#answered && this.#hopeless >= HOPELESS)
      this.givenUp ??= `its first ${HOPELESS} requests failed, and asking again does not help: ${failure.message}`
    else if (this.#unreached >= UNREACHED) this.givenUp ??= `${UNREACHED} requests in a row reached nobody: ${failure.message}`
  }
}
