import type { BenchmarkReport, Distribution } from '../../src/schema/benchmark-report.ts'
import { dataBlock } from './data-block.ts'
import type { Template } from './read-template.ts'

/** Digits of what is only drawn: more are not seen, and are most of the file. */
const DRAWN_DIGITS = 4

/** The page of a benchmark in chunks: the app with the report as a compressed, inert block. */
export async function* writeBenchmarkPage(report: BenchmarkReport, template: Template): AsyncGenerator<string> {
  yield template.before
  yield await dataBlock('benchmark', 0, 1, JSON.stringify({ ...report, cells: report.cells.map(drawnCell) }))
  yield template.after
}

function drawnCell(cell: BenchmarkReport['cells'][number]): BenchmarkReport['cells'][number] {
  const figures = Object.entries(cell.figures).map(([name, figure]) => [name, drawnFigure(figure)] as const)
  return { ...cell, figures: Object.fromEntries(figures) }
}

const drawnFigure = (figure: Distribution): Distribution => ({
  ...figure,
  ecdf: figure.ecdf.map(({ value, share }) => ({ value: rounded(value), share: rounded(share) })),
})

const rounded = (value: number): number => Number(value.toPrecision(DRAWN_DIGITS))
