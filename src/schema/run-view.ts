import type { Config } from './config.ts'
import type { EngineEvent } from './event.ts'
import type { RecordStore } from './record-store.ts'
import type { RunHeader, RunStatus } from './run-header.ts'

/** A run as reporters see it. */
export interface RunView {
  readonly config: Config
  readonly runId: string
  /** `null` until it began. */
  readonly header: RunHeader | null
  /** Use cases that have records. */
  readonly useCases: readonly string[]
  /** Opens the run; rejects with an EvalError where a model cannot be asked or a folder not be written. */
  begin(): Promise<void>
  listen(listener: (event: EngineEvent) => void): void
  store(useCase: string): RecordStore
  mark(status: RunStatus, stopReason: string | null): Promise<void>
}
