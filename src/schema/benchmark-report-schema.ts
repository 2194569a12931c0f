import { z } from 'zod'
import type { BenchmarkReport, FigureName } from './benchmark-report.ts'
import type { SampleErrorKind } from './sample.ts'
import { loadSchema, SLO_METRICS } from './scenario.ts'

const count = z.int().min(0)
const text = z.string()
const number = z.number()
const nano = z.int().describe('Nano-dollars (1e-9 USD)')

const FIGURE_NAMES = [
  'firstTokenMs',
  'latencyMs',
  'timePerOutputTokenMs',
  'gapMs',
  'tokenGapMs',
  'decodeTokensPerSecond',
  'tokensPerSecond',
  'queueMs',
  'firstTokenFromScheduleMs',
  'latencyFromScheduleMs',
  'firstByteMs',
  'firstVisibleMs',
  'secondTokenMs',
  'drainMs',
  'serverTotalMs',
  'serverLoadMs',
  'serverTimePerOutputTokenMs',
  'inputTokens',
  'outputTokens',
] as const satisfies FigureName[]

const ERROR_KINDS = [
  'dns',
  'connect',
  'tls',
  'timeout-connect',
  'timeout-first-token',
  'timeout-idle',
  'timeout-total',
  'rate-limited',
  'overloaded',
  'http-4xx',
  'http-5xx',
  'stream-error',
  'truncated',
  'parse',
  'content-filter',
  'context-length',
  'auth',
  'budget',
  'cancelled',
  'deadline',
  'other',
] as const satisfies SampleErrorKind[]

const figureName = z.enum(FIGURE_NAMES)

const quantileSchema = z.object({
  percentile: number.describe('In percent, as in the scenario'),
  value: number,
  low: number.nullable(),
  high: number.nullable(),
  leastN: count.describe('With fewer values there is no 95 % interval: low and high are null'),
})

const distributionSchema = z.object({
  unit: z.enum(['ms', 'tokens', 'tokens/s']),
  direction: z.enum(['higher', 'lower']),
  n: count,
  missing: count.describe('Requests without this figure'),
  mean: number,
  meanLow: number.nullable().describe('95 % interval of the mean, by means of batches or repetitions; null where there are too few'),
  meanHigh: number.nullable(),
  min: number,
  max: number,
  standardDeviation: number.nullable(),
  quantiles: z.array(quantileSchema),
  ecdf: z.array(z.object({ value: number, share: number })).describe('Up to 200 points of the empirical distribution'),
  method: z.enum(['exact', 'histogram']).describe('histogram: beyond a million values, to 0.1 %'),
  corrected: z
    .array(quantileSchema)
    .optional()
    .describe('Only of closed loops, where it was asked for: corrected for coordinated omission'),
})

const ratesSchema = z.object({
  windowMs: number,
  requests: count,
  completed: count,
  failed: count,
  dropped: count.describe('Not sent, because too many were in flight'),
  targetPerSecond: number.nullable(),
  achievedPerSecond: number,
  requestsPerSecond: number,
  goodputPerSecond: number.nullable().describe('Completed requests that meet all objectives; null: the scenario has none'),
  sloShare: number.nullable(),
  outputTokensPerSecond: number.nullable(),
  inputTokensPerSecond: number.nullable(),
  meanConcurrency: number,
  peakConcurrency: count,
  scheduleLagMs: z.object({ p50: number, p99: number, max: number }).nullable(),
})

const validitySchema = z.object({
  suspect: z.boolean(),
  reasons: z.array(text),
  eventLoopUtilization: number,
  eventLoopDelayMs: z.object({ p50: number, p99: number, max: number }),
  gcPauseMs: z.object({ total: number, max: number }),
  cpuShare: number.describe('Share of one core'),
  loadAverage: number,
  littleDeviation: number.nullable().describe('Mean concurrency against rate × mean latency, relative; null: too few'),
  steadyFromMs: number.nullable().describe("From the window's start; null: never steady, or too few"),
  newConnections: count,
  reusedConnections: count,
  heldBytesPeak: count,
  longestPauseMs: number,
})

const cellSchema = z.object({
  scenario: text,
  scenarioHash: text,
  model: text,
  modelId: text,
  simulated: z.boolean(),
  loop: z.enum(['open', 'closed']),
  load: loadSchema,
  step: z.object({ index: count, label: text, ratePerSecond: number.nullable(), concurrency: number.nullable() }),
  repetitions: count,
  stoppedBy: z.enum(['requests', 'seconds', 'converged', 'budget', 'interrupted', 'errors']),
  adaptive: z.boolean(),
  figures: z.partialRecord(figureName, distributionSchema).describe('Those that any request has'),
  rates: ratesSchema,
  validity: validitySchema,
  notes: z.array(text),
  errors: z.array(z.object({ kind: z.enum(ERROR_KINDS), count, message: text })),
  tokens: z.object({
    input: count.nullable(),
    output: count.nullable(),
    cached: count.nullable(),
    reasoning: count.nullable(),
    source: z.enum(['provider', 'estimated', 'none', 'mixed']),
  }),
  costNanoUsd: nano,
  unpricedCalls: count,
  stalls: z.object({ count, totalMs: number }),
  slo: z.partialRecord(z.enum(SLO_METRICS), z.object({ limit: number, met: count, of: count })).nullable(),
  series: z
    .array(
      z.object({
        atMs: number,
        requestsPerSecond: number,
        p50LatencyMs: number.nullable(),
        p95LatencyMs: number.nullable(),
        p50FirstTokenMs: number.nullable(),
        inFlight: number,
        errors: count,
      }),
    )
    .describe('Bins of equal length over the measured window of the first repetition'),
})

const sweepSchema = z.object({
  scenario: text,
  model: text,
  of: z.enum(['ratePerSecond', 'concurrency']),
  points: z.array(
    z.object({
      step: count,
      target: number,
      requestsPerSecond: number,
      goodputPerSecond: number.nullable(),
      p50Ms: number.nullable(),
      p95Ms: number.nullable(),
      errorShare: number,
      suspect: z.boolean(),
    }),
  ),
  saturation: z
    .object({ step: count, target: number, requestsPerSecond: number, because: text })
    .nullable()
    .describe('The step before more load brings no more throughput; null: not reached'),
})

const comparisonSchema = z.object({
  scenario: text,
  step: count,
  figure: figureName,
  a: text,
  b: text,
  blockPairs: count,
  n: count,
  ratio: number.describe('b / a of the geometric means'),
  low: number.nullable(),
  high: number.nullable(),
  pValue: number.nullable(),
  adjustedPValue: number.nullable(),
  floor: number.describe('The least change that counts, as in 0.05'),
  method: text,
  verdict: z.enum(['faster', 'slower', 'same', 'undecided']).describe('Of b against a'),
})

const recommendationSchema = z.object({
  topic: z.enum(['model', 'concurrency', 'output-limit', 'prompt-caching', 'batching', 'prompt-tokens']),
  scenario: text.nullable(),
  model: text.nullable(),
  text,
  figures: z.array(z.object({ label: text, value: number, unit: text })).describe('The numbers that it follows from'),
})

const runSchema = z.object({
  id: text,
  startedAt: text,
  finishedAt: text,
  status: z.enum(['complete', 'incomplete', 'interrupted']),
  stopReason: text.nullable(),
  seed: number,
  commit: text.nullable(),
  dirty: z.boolean().nullable(),
  versions: z.object({ taskbench: text, node: text }),
  machine: z.object({ hash: text, cpu: text, cores: count, memoryBytes: number, platform: text, arch: text }),
  memory: z
    .object({
      retainedHeapBytes: number.nullable().describe('Heap after the run over that before it; null: no collection could be forced'),
      peakHeapBytes: number,
      peakRssBytes: number,
      samples: count,
    })
    .optional()
    .describe('Of the process that measured'),
  profiles: z.array(text).optional().describe("Names of the client's profiles in the run's folder"),
})

/** `taskbench/benchmark@1` for others to read it by: `BenchmarkReport`, field by field. */
export const benchmarkReportSchema = z
  .object({
    schema: z.literal('taskbench/benchmark@1'),
    run: runSchema,
    cells: z.array(cellSchema).describe('One per scenario, model and step, over all repetitions'),
    sweeps: z.array(sweepSchema),
    comparisons: z.array(comparisonSchema),
    recommendations: z.array(recommendationSchema),
    costNanoUsd: nano,
    unpricedCalls: count,
  })
  .describe('A benchmark run') satisfies z.ZodType<BenchmarkReport>
