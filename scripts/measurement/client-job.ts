import type { BenchmarkCell, BenchmarkReport } from '../../src/schema/benchmark-report.ts'
import type { Sample } from '../../src/schema/sample.ts'
import type { ScenarioInput } from '../../src/schema/scenario.ts'

/** What a client process is to measure. */
export interface ClientJob {
  /** As in the config. */
  model: { id: string; baseUrl: string }
  scenario: ScenarioInput
  /** The event loop is kept busy so long, again and again; `null`: never. */
  busy: { forMs: number; everyMs: number } | null
}

/** One measured request as the client saw it; `Ns`: on the machine's monotonic clock. */
export interface SeenRequest extends Omit<Sample, 'gapsMs' | 'gapTokens'> {
  gapsMs: number[]
  responseId: string | null
  scheduledNs: number
  /** Of the first part of the answer. */
  firstNs: number | null
}

/** What a client process has measured. */
export interface ClientResult {
  cell: BenchmarkCell
  /** In the order of their ends, of all phases. */
  requests: SeenRequest[]
  /** When the event loop was kept busy: from, to, on the machine's clock. */
  busyNs: [number, number][]
  /** Heap after a forced collection: with everything loaded, and when all was over. Bytes. */
  idleHeapBytes: number
  endHeapBytes: number
  /** As the run itself says it. */
  memory: BenchmarkReport['run']['memory']
}
