import type { BenchClock } from './bench-clock.ts'
import type { LoadPhase, LoadWindow } from './load-window.ts'

/** What a generator of load works with. */
export interface LoadRun {
  clock: BenchClock
  window: LoadWindow
  /** Nothing begins any more. */
  signal: AbortSignal
  /** Has a conversation, to its end; never rejects. */
  converse(begin: { scheduledAtMs: number; phase: LoadPhase }): Promise<{ failed: boolean }>
  /** Requests of a conversation. */
  turns: number
}
