import type { BenchmarkCell, FigureName, QuantileFigure } from '../../schema/benchmark-report.ts'

/** The figure by which models of a scenario are ranked: in open loops waiting counts. */
export const latencyOf = (cells: readonly BenchmarkCell[]): 'latencyMs' | 'latencyFromScheduleMs' =>
  cells.some(({ loop, figures }) => loop === 'open' && figures.latencyFromScheduleMs !== undefined) ? 'latencyFromScheduleMs' : 'latencyMs'

/** A quantile that a cell has; `null` where it was not asked for or there is nothing to take it of. */
export const quantileOf = (cell: BenchmarkCell, name: FigureName, percentile: number): QuantileFigure | null =>
  cell.figures[name]?.quantiles.find((quantile) => quantile.percentile === percentile) ?? null

/** What a thousand requests cost by those that have a price, in nano-USD; `null`: none has. */
export function costOfThousand({ rates, costNanoUsd, unpricedCalls }: BenchmarkCell): number | null {
  const priced = rates.completed + rates.failed - unpricedCalls
  return priced > 0 ? (costNanoUsd * 1_000) / priced : null
}

/** Cells of a scenario by step, in order of the steps. */
export const cellsByStep = (cells: readonly BenchmarkCell[]): [number, BenchmarkCell[]][] =>
  [...Map.groupBy(cells, ({ step }) => step.index)].sort(([a], [b]) => a - b)

/** Fastest first by the median of a figure; cells without it last. */
export const byMedian =
  (name: FigureName) =>
  (a: BenchmarkCell, b: BenchmarkCell): number =>
    (quantileOf(a, name, 50)?.value ?? a.figures[name]?.mean ?? Infinity) -
      (quantileOf(b, name, 50)?.value ?? b.figures[name]?.mean ?? Infinity) || 0
