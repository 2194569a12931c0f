import type { BenchmarkCell, BenchmarkReport } from '../../schema/benchmark-report.ts'
import { byMedian, latencyOf } from './cell-facts.ts'

/** A model in a scenario, at one load. */
export interface SummaryRow {
  cell: BenchmarkCell
  /** Why this load of several: where more of it brings no more throughput, or the heaviest; `only`: there is no other. */
  at: 'only' | 'knee' | 'heaviest'
}

/** A scenario and its models: fastest first; where loads were swept, the model that carries most first. */
export interface ScenarioSummary {
  scenario: string
  rows: SummaryRow[]
  /** Steps of its load. */
  steps: number
  /** Names of its models in the order of the rows. */
  models: string[]
}

/** Every scenario in its order, each model at one load. */
export function scenarioSummaries({ cells, sweeps }: Pick<BenchmarkReport, 'cells' | 'sweeps'>): ScenarioSummary[] {
  return [...Map.groupBy(cells, ({ scenario }) => scenario)].map(([scenario, own]) => {
    const steps = new Set(own.map(({ step }) => step.index)).size
    const rows = [...Map.groupBy(own, ({ model }) => model)].map(([model, ofModel]): SummaryRow => {
      const curve = sweeps.find((sweep) => sweep.scenario === scenario && sweep.model === model)
      const knee = ofModel.find(({ step }) => step.index === curve?.saturation?.step)
      const heaviest = ofModel.reduce((a, b) => (b.step.index > a.step.index ? b : a))
      return { cell: knee ?? heaviest, at: steps === 1 ? 'only' : knee === undefined ? 'heaviest' : 'knee' }
    })
    const compare = steps > 1 ? byThroughput : byMedian(latencyOf(own))
    rows.sort((a, b) => compare(a.cell, b.cell))
    return { scenario, rows, steps, models: rows.map(({ cell }) => cell.model) }
  })
}

const byThroughput = (a: BenchmarkCell, b: BenchmarkCell): number => b.rates.requestsPerSecond - a.rates.requestsPerSecond
