import type { BenchmarkCell, BenchmarkComparison, BenchmarkReport, SweepCurve } from '../../schema/benchmark-report.ts'
import { OUTPUT_TOKENS, SAMPLE_RATES, sampleCell } from './sample-cell.ts'
import type { SampleSpeed } from './sample-cell.ts'

export const SPEED_MODELS: readonly SampleSpeed[] = [
  { label: 'haiku', simulated: false, firstTokenMs: 210, perTokenMs: 6.1, nanoUsdPerCall: 900_000, failing: 0, carries: 22 },
  { label: 'mini, cold', simulated: false, firstTokenMs: 330, perTokenMs: 8.4, nanoUsdPerCall: 420_000, failing: 0.01, carries: 14 },
  { label: 'sonnet', simulated: false, firstTokenMs: 620, perTokenMs: 17, nanoUsdPerCall: 6_800_000, failing: 0.04, carries: 9 },
  { label: 'sim:steady', simulated: true, firstTokenMs: 325, perTokenMs: 8.5, nanoUsdPerCall: null, failing: 0, carries: 16 },
]

/** What is made: models, scenarios beside a sweep, requests of a cell. */
export interface SampleBenchmark {
  models?: readonly SampleSpeed[]
  scenarios?: readonly string[]
  sweep?: boolean
  n?: number
}

/** A benchmark as a run would report it, the same every time. */
export function sampleBenchmark({
  models = SPEED_MODELS,
  scenarios = ['chat', 'long-prompt'],
  sweep = true,
  n = 240,
}: SampleBenchmark): BenchmarkReport {
  const cells = scenarios.flatMap((scenario, place) =>
    models.map((model, index) => sampleCell({ scenario, model, n, seed: place * 97 + index + 1, step: 0, rate: null, factor: 1 + place })),
  )
  const steps = sweep
    ? models.flatMap((model, index) => SAMPLE_RATES.map((rate, step) => sweepCell(model, rate, step, 500 + index * 31 + step)))
    : []
  return {
    schema: 'taskbench/benchmark@1',
    run: RUN,
    cells: [...cells, ...steps],
    sweeps: sweep
      ? models.map((model, index) => curveOf(model, steps.slice(index * SAMPLE_RATES.length, (index + 1) * SAMPLE_RATES.length)))
      : [],
    comparisons: [
      ...scenarios.flatMap((scenario) => comparisonsOf(scenario, 0, models)),
      ...(sweep ? comparisonsOf('sweep', 2, models) : []),
    ],
    recommendations: cells.length > 1 ? recommendationsOf(models, scenarios) : [],
    costNanoUsd: [...cells, ...steps].reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0),
    unpricedCalls: [...cells, ...steps].reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
  }
}

const RUN: BenchmarkReport['run'] = {
  id: '20261121t101500z-b1e2n3',
  startedAt: '2026-11-21T10:15:00.000Z',
  finishedAt: '2026-11-21T10:21:42.000Z',
  status: 'complete',
  stopReason: null,
  seed: 7,
  commit: 'fdc3a9b0aa11bb22cc33',
  dirty: false,
  versions: { taskbench: '0.1.0', node: '24.21.0' },
  machine: { hash: 'a1b2c3d4', cpu: 'Sample CPU', cores: 8, memoryBytes: 16e9, platform: 'linux', arch: 'x64' },
  memory: { retainedHeapBytes: 1_200_000, peakHeapBytes: 48e6, peakRssBytes: 142e6, samples: 800 },
}

function sweepCell(model: SampleSpeed, rate: number, step: number, seed: number): BenchmarkCell {
  const busy = rate / model.carries
  const cell = sampleCell({ scenario: 'sweep', model, n: 120, seed, step, rate, factor: 1 + 0.25 * busy ** 2 + Math.max(0, busy - 1) * 6 })
  const completed = Math.min(rate, model.carries * (0.97 + 0.02 * Math.sin(step)))
  const goodputPerSecond = completed * Math.max(0, Math.min(1, 1.6 - 0.7 * busy))
  return { ...cell, rates: { ...cell.rates, requestsPerSecond: completed, goodputPerSecond, sloShare: goodputPerSecond / rate } }
}

function curveOf(model: SampleSpeed, cells: readonly BenchmarkCell[]): SweepCurve {
  const points = cells.map((cell) => ({
    step: cell.step.index,
    target: cell.step.ratePerSecond as number,
    requestsPerSecond: cell.rates.requestsPerSecond,
    goodputPerSecond: cell.rates.goodputPerSecond,
    p50Ms: cell.figures.latencyFromScheduleMs?.quantiles[0]?.value ?? null,
    p95Ms: cell.figures.latencyFromScheduleMs?.quantiles[2]?.value ?? null,
    errorShare: cell.rates.failed / cell.rates.requests,
    suspect: cell.validity.suspect,
  }))
  const beyond = points.findIndex(({ target, requestsPerSecond }) => requestsPerSecond < 0.9 * target)
  const knee = points[beyond - 1]
  return {
    scenario: 'sweep',
    model: model.label,
    of: 'ratePerSecond',
    points,
    saturation:
      knee === undefined
        ? null
        : {
            step: knee.step,
            target: knee.target,
            requestsPerSecond: knee.requestsPerSecond,
            because: `at ${points[beyond]?.target}/s ${points[beyond]?.requestsPerSecond.toPrecision(3)} requests/s are completed`,
          },
  }
}

function comparisonsOf(scenario: string, step: number, models: readonly SampleSpeed[]): BenchmarkComparison[] {
  return models.flatMap((a, index) =>
    models.slice(index + 1).flatMap((b) =>
      (['firstTokenMs', 'latencyMs'] as const).map((figure): BenchmarkComparison => {
        const time = (model: SampleSpeed): number => model.firstTokenMs + (figure === 'latencyMs' ? OUTPUT_TOKENS * model.perTokenMs : 0)
        const ratio = time(b) / time(a)
        const isFar = Math.abs(Math.log(ratio)) > 0.1
        const isNear = Math.abs(Math.log(ratio)) < 0.01
        return {
          scenario,
          step,
          figure,
          a: a.label,
          b: b.label,
          blockPairs: 6,
          n: 240,
          ratio,
          low: ratio * 0.96,
          high: ratio * 1.04,
          pValue: isFar ? 0.0003 : 0.3,
          adjustedPValue: isFar ? 0.002 : 0.61,
          floor: 0.05,
          method: 't of 6 pairs of blocks, logarithms paired by input',
          verdict: isFar ? (ratio > 1 ? 'slower' : 'faster') : isNear ? 'same' : 'undecided',
        }
      }),
    ),
  )
}

function recommendationsOf(models: readonly SampleSpeed[], scenarios: readonly string[]): BenchmarkReport['recommendations'] {
  const model = models[0]?.label ?? ''
  const scenario = scenarios[0] ?? ''
  return [
    {
      topic: 'model',
      scenario,
      model,
      text: `Take ${model} for ${scenario}: of those that meet the objectives in at least 95 % of requests it has the most goodput per dollar. It meets the objectives in 96 % of 240 requests.`,
      figures: [
        { label: 'objectives met', value: 0.96, unit: 'share' },
        { label: 'goodput', value: 3.1, unit: 'requests/s' },
        { label: 'cost of 1,000 requests', value: 0.9, unit: 'USD' },
      ],
    },
    {
      topic: 'output-limit',
      scenario,
      model,
      text: `Set maxOutputTokens of ${model} for ${scenario} to 520: 99 % of answers need at most 412 tokens, the longest of 240 needs 498.`,
      figures: [
        { label: 'p99 of output tokens', value: 412, unit: 'tokens' },
        { label: 'latency p95', value: 1_840, unit: 'ms' },
      ],
    },
  ]
}
