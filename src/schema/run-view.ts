import type { Config } from './config.ts'
import type { EvalError } from './eval-error.ts'
import type { EngineEvent } from './event.ts'
import type { RunProgress } from './progress.ts'
import type { RecordStore } from './record-store.ts'
import type { RunHeader, RunStatus } from './run-header.ts'

export interface Interruption {
  reason: string
  exitCode: number
}

/** A run as reporters see it. */
export interface RunView {
  readonly config: Config
  readonly runId: string
  /** Where workers ask: `quiet` resolves when none waits for an answer, or some milliseconds later. */
  readonly door: { quiet(): Promise<void> }
  /** `null` until it began. */
  readonly header: RunHeader | null
  /** What there is to say of its tasks, and of a run that was resumed; more may come until its end. */
  readonly notes: readonly string[]
  /** Why its results could not be written; `null` if they were. */
  readonly trouble: EvalError | null
  /** Use cases that have records. */
  readonly useCases: readonly string[]
  /** Why the run was stopped, and with what the process ends; `null`: it was not. */
  readonly interruption: Interruption | null
  /** How it stands; `null` until it began. */
  readonly progress: RunProgress | null
  /** Opens the run; rejects with an EvalError where a model cannot be asked or a folder not be written. */
  begin(): Promise<void>
  listen(listener: (event: EngineEvent) => void): void
  store(useCase: string): RecordStore
  /** Asks nothing new and waits for the calls in flight, bounded. */
  stop(interruption: Interruption): Promise<void>
  mark(status: RunStatus, stopReason: string | null): Promise<void>
}
