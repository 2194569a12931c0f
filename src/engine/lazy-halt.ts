import type { EvalError } from '../schema/eval-error.ts'
import type { Halt } from '../schema/halt.ts'

/** Ends an attempt, or a question. Its signal is made when somebody reads it. */
export class LazyHalt implements Halt {
  aborted = false
  reason: EvalError | undefined = undefined
  listener: Halt['listener'] = null
  #control: AbortController | null = null

  get signal(): AbortSignal {
    this.#control ??= new AbortController()
    if (this.aborted) this.#control.abort(this.reason)
    return this.#control.signal
  }

  /** The first reason counts. */
  abort(reason: EvalError): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.#control?.abort(reason)
    this.listener?.handleEvent()
  }
}
