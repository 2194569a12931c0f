import type { BenchmarkObserver } from '../schema/benchmark-observer.ts'
import type { BenchmarkCell, SweepCurve } from '../schema/benchmark-report.ts'
import type { CallOnce } from '../schema/call-once.ts'
import type { Model } from '../schema/model.ts'
import type { Sample } from '../schema/sample.ts'
import type { LoadStep, Scenario } from '../schema/scenario.ts'
import { CellCollector } from './collect-cell.ts'
import type { BenchClock } from './load/bench-clock.ts'
import { loadSteps } from './load/load-steps.ts'
import { measureBlock } from './measure-block.ts'
import type { ModelHealth } from './model-health.ts'
import { saturationOf } from './saturation.ts'

export interface RunScenarioOptions {
  scenario: Scenario
  models: readonly Model[]
  call: CallOnce
  clock: BenchClock
  seed: number
  /** Nothing begins any more; what is in flight ends. */
  stop: AbortSignal
  /** What is in flight is cut off. */
  cut: AbortSignal
  healthOf(model: Model): ModelHealth
  observers: readonly BenchmarkObserver[]
  /** Every request as it ends, in whatever phase. */
  onSample(sample: Sample): void
}

export interface MeasuredScenario {
  cells: BenchmarkCell[]
  sweeps: SweepCurve[]
}

/**
 * Measures a scenario on all models: block by block, in an order that is reversed each time (A B, B A, A B …), so that what changes with time meets all
 * models alike. A model that is given up, or cannot be asked any more, is left out from then on.
 */
export async function runScenario(options: RunScenarioOptions): Promise<MeasuredScenario> {
  const { scenario, models, stop, healthOf } = options
  const steps = loadSteps(scenario.load)
  const collectors = new Map(
    models.map((model) => [model.label, steps.map((step) => ({ step, collector: new CellCollector({ scenario, model, step }) }))]),
  )
  const lengths = new Map<string, number>()
  for (let repetition = 0; repetition < scenario.repetitions; repetition++) {
    const order = repetition % 2 === 0 ? models : models.toReversed()
    for (const model of order)
      for (const { step, collector } of collectors.get(model.label) ?? []) {
        if (stop.aborted || healthOf(model).givenUp !== null) break
        await runBlock(options, { model, step, repetition, collector, lengths })
      }
  }
  return gather(options, collectors)
}

interface BlockPlace {
  model: Model
  step: LoadStep
  repetition: number
  collector: CellCollector
  /** Mean length of a conversation by model. */
  lengths: Map<string, number>
}

async function runBlock(options: RunScenarioOptions, { model, step, repetition, collector, lengths }: BlockPlace): Promise<void> {
  const { scenario, observers, healthOf, onSample, call, clock, seed, stop, cut } = options
  const block = { scenario, model, repetition, step }
  for (const observer of observers) observer.onBlockStart?.(block)
  collector.beginBlock()
  const outcome = await measureBlock({
    block,
    call,
    clock,
    seed,
    stop,
    cut,
    health: healthOf(model),
    meanMs: lengths.get(model.label) ?? null,
    observers,
    onSample(sample) {
      collector.add(sample)
      onSample(sample)
    },
  })
  if (outcome.meanMs !== null) lengths.set(model.label, outcome.meanMs)
  collector.endBlock(outcome)
  for (const observer of observers) observer.onBlockEnd?.(block)
}

function gather(
  { scenario, models, observers }: RunScenarioOptions,
  collectors: ReadonlyMap<string, { step: LoadStep; collector: CellCollector }[]>,
): MeasuredScenario {
  const cells: BenchmarkCell[] = []
  const sweeps: SweepCurve[] = []
  const { load } = scenario
  for (const model of models) {
    const measured = (collectors.get(model.label) ?? [])
      .filter(({ collector }) => collector.blocks > 0)
      .map(({ collector }) => ({ collector, cell: collector.cell() }))
    for (const { cell } of measured) for (const observer of observers) observer.onCell?.(cell)
    cells.push(...measured.map(({ cell }) => cell))
    if ((load.kind !== 'ramp' && load.kind !== 'sweep') || measured.length === 0) continue
    const points = measured.map(({ cell, collector }) => collector.point(cell))
    const spans = measured.map(({ cell: { repetitions, rates } }) => ({ windows: repetitions, windowMs: rates.windowMs }))
    const ascending = points
      .map((point, index) => ({ ...point, ...(spans[index] as (typeof spans)[number]) }))
      .toSorted((a, b) => a.target - b.target)
    sweeps.push({ scenario: scenario.name, model: model.label, of: load.of, points, saturation: saturationOf(ascending, load.of) })
  }
  return { cells, sweeps }
}
