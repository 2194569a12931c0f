import type { Completion } from './answer.ts'
import type { CallFailure } from './call.ts'
import type { Model } from './model.ts'
import type { ModelRequest } from './model-request.ts'
import type { StreamWatch } from './stream-watch.ts'

/** A call that is about to be made. */
export interface ObservedCall {
  model: Model
  request: ModelRequest
  /** What it is made for, as short words and numbers: phase, task, case, or scenario. */
  about: Readonly<Record<string, string | number>>
}

/** How a call has ended. */
export interface ObservedEnd {
  completion: Completion | null
  error: CallFailure | null
}

/** One call under observation, from its first attempt to its end. */
export interface CallObservation {
  /** Makes an attempt, which may be watched at the wire. */
  attempt<T>(run: (watch: StreamWatch) => Promise<T>): Promise<T>
  /** The call has ended: once, and only where an attempt was made. */
  ended(end: ObservedEnd): void
}

/** Is told of calls while they are made: telemetry. */
export interface CallObserver {
  /** `false`: nobody wants to know of any call; asked before each, it has to be cheap. */
  isListening(): boolean
  /** A call is about to be made; `null`: nobody wants to know of this one. */
  begin(call: ObservedCall): CallObservation | null
  /** Hands over what it still holds; never rejects, and is bounded in time. */
  flush(): Promise<void>
}
