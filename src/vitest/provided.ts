import { inject } from 'vitest'
import { outliveSignals } from './outlive-signals.ts'
import type { DoorAddress } from '../engine/door.ts'
import { EngineLine } from '../engine/engine-line.ts'
import type { Config } from '../schema/config.ts'

/** What the main process gives to every worker. Plain JSON. */
export interface Provided {
  config: Config
  runId: string
  door: DoorAddress
  /** Vitest's UI is open: each test shows its answer there, not only the failing ones, and a link to the comparison. */
  ui: { reports: string } | null
}

declare module 'vitest' {
  interface ProvidedContext {
    taskbench: Provided
  }
}

/** What the plugin provided to this worker. */
export function provided(): Provided {
  return inject('taskbench')
}

const LINE = Symbol.for('taskbench.engine-line')

/** The worker's line to the engine: one per worker, kept across files and opened again when it was lost. */
export function engineLine(): EngineLine {
  const held = globalThis as { [LINE]?: EngineLine }
  const { door } = provided()
  const line = held[LINE]
  if (line?.alive && line.address.path === door.path) return line
  outliveSignals(() => held[LINE])
  return (held[LINE] = new EngineLine(door))
}
