import type { SampleErrorKind, StreamFigures } from './sample.ts'
import type { Load, LoadStep, SloMetric } from './scenario.ts'

/**
 * Figures of samples that have a distribution. Pooled over all streams: `gapMs` between parts of an answer, `tokenGapMs` between their tokens (a gap
 * over the tokens that end it, once for each). `server…`: what the server says of its own time.
 */
export type FigureName =
  | Extract<
      keyof StreamFigures,
      | 'queueMs'
      | 'firstByteMs'
      | 'firstTokenMs'
      | 'firstTokenFromScheduleMs'
      | 'firstVisibleMs'
      | 'secondTokenMs'
      | 'timePerOutputTokenMs'
      | 'latencyMs'
      | 'latencyFromScheduleMs'
      | 'drainMs'
      | 'decodeTokensPerSecond'
      | 'tokensPerSecond'
    >
  | 'gapMs'
  | 'tokenGapMs'
  | 'serverTotalMs'
  | 'serverLoadMs'
  | 'serverTimePerOutputTokenMs'
  | 'inputTokens'
  | 'outputTokens'

/** A quantile with the interval between order statistics at 95 %; bounds are `null` where `n` is below `leastN`. */
export interface QuantileFigure {
  /** In percent, as in the scenario. */
  percentile: number
  value: number
  low: number | null
  high: number | null
  leastN: number
}

export interface Distribution {
  unit: 'ms' | 'tokens' | 'tokens/s'
  direction: 'higher' | 'lower'
  n: number
  /** Requests without this figure. */
  missing: number
  mean: number
  /** Of the mean, by means of batches or of repetitions; `null` where there are too few. */
  meanLow: number | null
  meanHigh: number | null
  min: number
  max: number
  standardDeviation: number | null
  quantiles: QuantileFigure[]
  /** Up to 200 points of the empirical distribution: ascending values, cumulative shares. */
  ecdf: { value: number; share: number }[]
  /** `histogram`: beyond a million values, to 0.1 %. */
  method: 'exact' | 'histogram'
  /** Only of closed loops, where it was asked for: quantiles corrected for coordinated omission. */
  corrected?: QuantileFigure[] | undefined
}

/** Rates in the measured window; requests that overlap its edge count by their share of tokens. */
export interface Rates {
  windowMs: number
  requests: number
  completed: number
  failed: number
  /** Not sent, because too many were in flight. */
  dropped: number
  /** Of an open loop. */
  targetPerSecond: number | null
  achievedPerSecond: number
  requestsPerSecond: number
  /** Completed requests that meet all objectives; `null`: the scenario has none. */
  goodputPerSecond: number | null
  sloShare: number | null
  outputTokensPerSecond: number | null
  inputTokensPerSecond: number | null
  meanConcurrency: number
  peakConcurrency: number
  scheduleLagMs: { p50: number; p99: number; max: number } | null
}

/** What speaks for the measurement itself, and what against it. */
export interface Validity {
  suspect: boolean
  /** Sentences with the figure and its limit; empty where nothing is suspect. */
  reasons: string[]
  eventLoopUtilization: number
  eventLoopDelayMs: { p50: number; p99: number; max: number }
  gcPauseMs: { total: number; max: number }
  /** Share of one core. */
  cpuShare: number
  loadAverage: number
  /** Mean concurrency against rate × mean latency, relative: Little's law. `null`: too few. */
  littleDeviation: number | null
  /** From when on the figures are steady, in ms from the window's start; `null`: they never are, or too few. */
  steadyFromMs: number | null
  newConnections: number
  reusedConnections: number
  heldBytesPeak: number
  longestPauseMs: number
}

/** One scenario × model × step, over all repetitions. */
export interface BenchmarkCell {
  scenario: string
  scenarioHash: string
  model: string
  modelId: string
  simulated: boolean
  loop: 'open' | 'closed'
  load: Load
  step: LoadStep
  repetitions: number
  /** Why it ended; adaptive where it stopped by convergence. */
  stoppedBy: 'requests' | 'seconds' | 'converged' | 'budget' | 'interrupted' | 'errors'
  adaptive: boolean
  figures: Partial<Record<FigureName, Distribution>>
  rates: Rates
  validity: Validity
  /** What a reader should know of these figures: sentences. */
  notes: string[]
  errors: { kind: SampleErrorKind; count: number; message: string }[]
  tokens: {
    input: number | null
    output: number | null
    cached: number | null
    reasoning: number | null
    source: 'provider' | 'estimated' | 'none' | 'mixed'
  }
  /** Of measured requests that were answered; the report's own sum has all that was sent. */
  costNanoUsd: number
  unpricedCalls: number
  stalls: { count: number; totalMs: number }
  slo: Partial<Record<SloMetric, { limit: number; met: number; of: number }>> | null
  /** In bins of equal length over the measured window of the first repetition, at most 120. */
  series: {
    atMs: number
    requestsPerSecond: number
    p50LatencyMs: number | null
    p95LatencyMs: number | null
    p50FirstTokenMs: number | null
    inFlight: number
    errors: number
  }[]
}

/** Throughput against latency over the steps of a sweep or ramp. */
export interface SweepCurve {
  scenario: string
  model: string
  of: 'ratePerSecond' | 'concurrency'
  points: {
    step: number
    target: number
    requestsPerSecond: number
    goodputPerSecond: number | null
    p50Ms: number | null
    p95Ms: number | null
    errorShare: number
    suspect: boolean
  }[]
  /** Where more load brings no more throughput: the step before; `null`: not reached. */
  saturation: { step: number; target: number; requestsPerSecond: number; because: string } | null
}

/** Two cells of one scenario and step: models of one run, or one model in two profiles. */
export interface BenchmarkComparison {
  scenario: string
  step: number
  figure: FigureName
  a: string
  b: string
  blockPairs: number
  n: number
  /** b / a of the geometric means (where times are lognormal, of the medians), with its interval. */
  ratio: number
  low: number | null
  high: number | null
  pValue: number | null
  adjustedPValue: number | null
  /** The least change that counts, as in 0.05. */
  floor: number
  method: string
  /** Of b against a. */
  verdict: 'faster' | 'slower' | 'same' | 'undecided'
}

/** Advice that follows from measured figures alone. */
export interface Recommendation {
  topic: 'model' | 'concurrency' | 'output-limit' | 'prompt-caching' | 'batching' | 'prompt-tokens'
  scenario: string | null
  model: string | null
  text: string
  /** The numbers that it follows from. */
  figures: { label: string; value: number; unit: string }[]
}

/** Memory of the process that measured. Bytes. */
export interface ClientMemory {
  /** Heap in use after the run over that before it, each after a forced collection; may be negative. `null`: no collection could be forced. */
  retainedHeapBytes: number | null
  /** Most heap in use and most memory of the process, seen while the run went on. */
  peakHeapBytes: number
  peakRssBytes: number
  /** Looks that were taken at them. */
  samples: number
}

/** `taskbench/benchmark@1`: a benchmark run. */
export interface BenchmarkReport {
  schema: 'taskbench/benchmark@1'
  run: {
    id: string
    startedAt: string
    finishedAt: string
    status: 'complete' | 'incomplete' | 'interrupted'
    stopReason: string | null
    seed: number
    commit: string | null
    dirty: boolean | null
    versions: { taskbench: string; node: string }
    /** Profiles of another machine are not compared unless asked. */
    machine: { hash: string; cpu: string; cores: number; memoryBytes: number; platform: string; arch: string }
    /** Left out where it was not watched. */
    memory?: ClientMemory | undefined
    /** Names of the client's profiles in the run's folder, where they were asked for: `.cpuprofile` and `.heapprofile`. */
    profiles?: string[] | undefined
  }
  cells: BenchmarkCell[]
  sweeps: SweepCurve[]
  comparisons: BenchmarkComparison[]
  recommendations: Recommendation[]
  costNanoUsd: number
  unpricedCalls: number
}
