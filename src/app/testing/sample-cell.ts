import type { BenchmarkCell, Distribution, FigureName, Rates, Validity } from '../../schema/benchmark-report.ts'
import type { Load } from '../../schema/scenario.ts'
import { sampleRandom } from './sample-random.ts'

/** A model of the sample and how fast, dear and reliable it is. */
export interface SampleSpeed {
  label: string
  simulated: boolean
  firstTokenMs: number
  perTokenMs: number
  nanoUsdPerCall: number | null
  failing: number
  /** Requests per second that it carries. */
  carries: number
}

/** Steps of the sample's sweep. */
export const SAMPLE_RATES = [2, 4, 8, 12, 16, 24]
export const OUTPUT_TOKENS = 180
const PERCENTILES = [50, 90, 95, 99]
const LEAST_N: Record<number, number> = { 50: 6, 90: 29, 95: 59, 99: 299 }
const sweepLoad: Load = {
  kind: 'sweep',
  of: 'ratePerSecond',
  values: SAMPLE_RATES,
  arrivals: 'poisson',
  mostInFlight: 1_000,
  whenFull: 'wait',
}

export interface CellFacts {
  scenario: string
  model: SampleSpeed
  n: number
  seed: number
  step: number
  /** Requests per second of an open loop; `null`: four at once. */
  rate: number | null
  /** How much slower than the model is of itself. */
  factor: number
}

/** A cell as a run would report it, the same every time. */
export function sampleCell(facts: CellFacts): BenchmarkCell {
  const { scenario, model, n, seed, step, rate, factor } = facts
  const random = sampleRandom(seed)
  const draws = Array.from({ length: n }, () => Math.exp(0.35 * gaussian(random)))
  const first = draws.map((draw) => model.firstTokenMs * factor * draw)
  const perToken = draws.map(() => model.perTokenMs * Math.exp(0.1 * gaussian(random)))
  const latency = first.map((ms, index) => ms + OUTPUT_TOKENS * (perToken[index] as number))
  const failed = Math.round(n * model.failing * (rate === null ? 1 : factor / 2))
  const figures: Partial<Record<FigureName, number[]>> = {
    firstTokenMs: first,
    latencyMs: latency,
    ...(rate === null ? {} : { latencyFromScheduleMs: latency.map((ms) => ms + 4 * random()) }),
    timePerOutputTokenMs: perToken,
    outputTokens: draws.map((draw) => Math.round(OUTPUT_TOKENS * draw)),
  }
  const load: Load = rate === null ? { kind: 'closed', concurrency: 4, staggered: true } : sweepLoad
  return {
    scenario,
    scenarioHash: `hash of ${scenario}`,
    model: model.label,
    modelId: `provider:${model.label}-2026`,
    simulated: model.simulated,
    loop: rate === null ? 'closed' : 'open',
    load,
    step: { index: step, label: rate === null ? '4 at once' : `${rate}/s`, ratePerSecond: rate, concurrency: rate === null ? 4 : null },
    repetitions: 6,
    stoppedBy: 'requests',
    adaptive: false,
    figures: Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, distribution(name, values)])),
    rates: ratesOf(facts, latency, failed),
    validity: validityOf(facts),
    notes: model.simulated ? ['tokens are estimated: the provider does not report them'] : [],
    errors:
      failed === 0
        ? []
        : [
            {
              kind: 'rate-limited',
              count: Math.ceil(failed * 0.7),
              message: '429 Too Many Requests: rate limit of 10 requests per second reached',
            },
            ...(failed > 2
              ? [{ kind: 'timeout-first-token' as const, count: Math.floor(failed * 0.3), message: 'no first token within 5,000 ms' }]
              : []),
          ],
    tokens: {
      input: n * 640,
      output: n * OUTPUT_TOKENS,
      cached: null,
      reasoning: null,
      source: model.simulated ? 'estimated' : 'provider',
    },
    costNanoUsd: (model.nanoUsdPerCall ?? 0) * (n + failed),
    unpricedCalls: model.nanoUsdPerCall === null ? n + failed : 0,
    stalls: { count: 2, totalMs: 900 },
    slo: { firstTokenMs: { limit: 800, met: n - 4, of: n } },
    series: seriesOf(latency, first, random),
  }
}

const gaussian = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

function distribution(name: string, values: readonly number[]): Distribution {
  const sorted = values.toSorted((a, b) => a - b)
  const n = sorted.length
  const at = (share: number): number => sorted[Math.max(0, Math.min(n - 1, Math.round(share * (n - 1))))] ?? 0
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  return {
    unit: name.endsWith('Tokens') ? 'tokens' : 'ms',
    direction: 'lower',
    n,
    missing: 0,
    mean,
    meanLow: n < 20 ? null : mean * 0.97,
    meanHigh: n < 20 ? null : mean * 1.03,
    min: at(0),
    max: at(1),
    standardDeviation: null,
    quantiles: PERCENTILES.map((percentile) => {
      const share = percentile / 100
      const leastN = LEAST_N[percentile] ?? 1
      const spread = 1.96 * Math.sqrt((share * (1 - share)) / n)
      return {
        percentile,
        value: at(share),
        low: n < leastN ? null : at(share - spread),
        high: n < leastN ? null : at(Math.min(1, share + spread)),
        leastN,
      }
    }),
    ecdf: sorted
      .map((value, rank) => ({ value, share: (rank + 1) / n }))
      .filter((_, rank) => rank % Math.ceil(n / 200) === 0 || rank === n - 1),
    method: 'exact',
  }
}

function ratesOf({ model, n, rate }: CellFacts, latency: readonly number[], failed: number): Rates {
  const meanMs = latency.reduce((sum, ms) => sum + ms, 0) / Math.max(1, n)
  const perSecond = rate ?? Math.min(model.carries, 4_000 / meanMs)
  return {
    windowMs: (n / perSecond) * 1_000,
    requests: n + failed,
    completed: n,
    failed,
    dropped: 0,
    targetPerSecond: rate,
    achievedPerSecond: perSecond,
    requestsPerSecond: perSecond,
    goodputPerSecond: perSecond * (1 - model.failing) * 0.96,
    sloShare: (1 - model.failing) * 0.96,
    outputTokensPerSecond: perSecond * OUTPUT_TOKENS,
    inputTokensPerSecond: perSecond * 640,
    meanConcurrency: (perSecond * meanMs) / 1_000,
    peakConcurrency: Math.ceil((perSecond * meanMs) / 500),
    scheduleLagMs: rate === null ? null : { p50: 0.4, p99: 2.1, max: 4 },
  }
}

function validityOf({ model, rate }: CellFacts): Validity {
  const suspect = rate !== null && rate > 1.5 * model.carries
  return {
    suspect,
    reasons: suspect ? ['the event loop was late by 31.5 ms (p99), more than 20 ms; the machine’s load average was 9.4'] : [],
    eventLoopUtilization: 0.12,
    eventLoopDelayMs: { p50: 0.3, p99: suspect ? 31.5 : 2.4, max: 40 },
    gcPauseMs: { total: 22, max: 3.1 },
    cpuShare: 0.21,
    loadAverage: suspect ? 9.4 : 1.1,
    littleDeviation: -0.012,
    steadyFromMs: 0,
    newConnections: 4,
    reusedConnections: 236,
    heldBytesPeak: 8_192,
    longestPauseMs: 1.4,
  }
}

function seriesOf(latency: readonly number[], first: readonly number[], random: () => number): BenchmarkCell['series'] {
  const bins = Math.min(40, Math.floor(latency.length / 4))
  return Array.from({ length: bins }, (_, index) => {
    const own = latency.slice(index * 4, index * 4 + 4).sort((a, b) => a - b)
    return {
      atMs: index * 1_500,
      requestsPerSecond: 2.5 + random() * 0.6,
      p50LatencyMs: index === 7 ? null : (own[1] ?? null),
      p95LatencyMs: index === 7 ? null : (own[3] ?? null),
      p50FirstTokenMs: first[index * 4] ?? null,
      inFlight: 3.6 + random() * 0.4,
      errors: random() < 0.08 ? 1 : 0,
    }
  })
}
