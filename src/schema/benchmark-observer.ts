import type { Completion } from './answer.ts'
import type { BenchmarkCell } from './benchmark-report.ts'
import type { Model } from './model.ts'
import type { ModelRequest } from './model-request.ts'
import type { Sample } from './sample.ts'
import type { LoadStep, Scenario } from './scenario.ts'

/** A measured request that has begun. One object for its start and its end. */
export interface AskedRequest extends Pick<Sample, 'repetition' | 'step' | 'index' | 'input' | 'turn' | 'phase'> {
  scenario: string
  model: Model
  request: ModelRequest
  /** Milliseconds of `performance.now()`. */
  scheduledAtMs: number
  startAtMs: number
}

/** One step of a scenario's load on one model, once. */
export interface BenchmarkBlock {
  scenario: Scenario
  model: Model
  repetition: number
  step: LoadStep
}

/** Is told of a benchmark as it goes: for progress, telemetry, profiling. Its methods return at once, and what they throw ends the run. */
export interface BenchmarkObserver {
  onBlockStart?(block: BenchmarkBlock): void
  /** Right before the request is handed to the provider. */
  onStart?(asked: AskedRequest): void
  /** When it has ended, however it did; `completion` is `null` where it failed. */
  onSample?(sample: Sample, asked: AskedRequest, completion: Completion | null): void
  onBlockEnd?(block: BenchmarkBlock): void
  /** When all repetitions of a scenario × model × step are measured. */
  onCell?(cell: BenchmarkCell): void
}
