import type { BenchmarkCell } from '../schema/benchmark-report.ts'
import type { Sample } from '../schema/sample.ts'
import type { Scenario, SloMetric } from '../schema/scenario.ts'
import { holdsObjective } from './meets-slo.ts'

type Errors = BenchmarkCell['errors']

/** Counts and sums over the measured requests of a cell. */
export class CellTally {
  readonly #slo: Scenario['slo']
  readonly #errors = new Map<string, Errors[number]>()
  readonly #sources = new Set<BenchmarkCell['tokens']['source']>()
  readonly #held = new Map<SloMetric, number>()
  readonly #tokens: Record<'input' | 'output' | 'cached' | 'reasoning', number | null> = {
    input: null,
    output: null,
    cached: null,
    reasoning: null,
  }
  requests = 0
  answered = 0
  streamed = 0
  costNanoUsd = 0
  unpricedCalls = 0
  newConnections = 0
  reusedConnections = 0
  heldBytesPeak = 0
  longestPauseMs = 0
  readonly stalls = { count: 0, totalMs: 0 }

  constructor(slo: Scenario['slo']) {
    this.#slo = slo
  }

  add(sample: Sample): void {
    const { error, usage, costNanoUsd } = sample
    this.requests++
    if (sample.connection === 'new') this.newConnections++
    if (sample.connection === 'reused') this.reusedConnections++
    this.heldBytesPeak = Math.max(this.heldBytesPeak, sample.heldBytesPeak)
    this.longestPauseMs = Math.max(this.longestPauseMs, sample.longestPauseMs)
    if (error) {
      const known = this.#errors.get(error.kind)
      if (known) known.count++
      else this.#errors.set(error.kind, { kind: error.kind, count: 1, message: error.message })
      return
    }
    this.answered++
    if (sample.streamed) this.streamed++
    if (costNanoUsd === null) this.unpricedCalls++
    else this.costNanoUsd += costNanoUsd
    this.stalls.count += sample.stalls
    this.stalls.totalMs += sample.stalledMs
    this.#sources.add(usage.source)
    this.#tokens.input = plus(this.#tokens.input, usage.inputTokens)
    this.#tokens.output = plus(this.#tokens.output, usage.outputTokens)
    this.#tokens.cached = plus(this.#tokens.cached, usage.cachedInputTokens)
    this.#tokens.reasoning = plus(this.#tokens.reasoning, usage.reasoningTokens)
    for (const [metric, limit] of this.#objectives())
      if (holdsObjective(metric, sample[metric], limit)) this.#held.set(metric, (this.#held.get(metric) ?? 0) + 1)
  }

  /** The most frequent ones first. */
  get errors(): Errors {
    return [...this.#errors.values()].sort((a, b) => b.count - a.count)
  }

  get tokens(): BenchmarkCell['tokens'] {
    const [source = 'none', ...others] = this.#sources
    return { ...this.#tokens, source: others.length > 0 ? 'mixed' : source }
  }

  /** Of every objective by how many of all requests it is met; one that failed meets none. */
  get slo(): BenchmarkCell['slo'] {
    if (this.#slo === undefined) return null
    const of = this.requests
    return Object.fromEntries(this.#objectives().map(([metric, limit]) => [metric, { limit, met: this.#held.get(metric) ?? 0, of }]))
  }

  #objectives(): [SloMetric, number][] {
    return Object.entries(this.#slo ?? {}) as [SloMetric, number][]
  }
}

const plus = (sum: number | null, value: number | null): number | null => (value === null ? sum : (sum ?? 0) + value)
