import { useMemo, useState } from 'react'
import type { BenchmarkCell, FigureName } from '../../schema/benchmark-report.ts'
import { EcdfFigure } from '../charts/ecdf-figure.tsx'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { quantileOf } from './cell-facts.ts'
import { ecdfSeries } from './ecdf-series.ts'
import { FIGURE_NAMES } from './figure-names.ts'
import { formatFigure, formatRate, formatTime } from './format-figure.ts'
import { MOST_LINES } from './most-lines.ts'
import { PercentileTable } from './percentile-table.tsx'

/** How a figure of requests is spread in each cell of one load: its empirical distribution, and its percentiles as a table. Of several figures one is chosen. */
export function DistributionPanel({
  cells,
  models,
  figures,
}: {
  cells: readonly BenchmarkCell[]
  /** In the order of their styles. */
  models: readonly string[]
  figures: readonly FigureName[]
}) {
  const [wanted, setFigure] = useState<FigureName | null>(null)
  const figure = figures.find((name) => name === wanted) ?? figures[0]
  const known = useMemo(() => (figure === undefined ? [] : cells.filter((cell) => cell.figures[figure] !== undefined)), [cells, figure])
  const series = useMemo(
    () =>
      figure === undefined
        ? []
        : known.slice(0, MOST_LINES).map((cell) => ({
            ...ecdfSeries(cell.figures[figure]),
            key: cell.model,
            style: models.indexOf(cell.model),
            shown: <ModelName model={cell.model} />,
          })),
    [known, models, figure],
  )
  if (figure === undefined) return null
  const { title, note } = FIGURE_NAMES[figure]
  const unit = known[0]?.figures[figure]?.unit ?? 'ms'
  if (known.length === 0)
    return (
      <Panel title={title}>
        <p className="note">No request of this load has it.</p>
      </Panel>
    )
  return (
    <Panel table title={figures.length > 1 ? 'Other figures' : title} note={note} className="distribution">
      {figures.length > 1 && (
        <label className="figure-choice">
          Figure{' '}
          <select aria-label="Figure" value={figure} onChange={(event) => setFigure(event.target.value as FigureName)}>
            {figures.map((name) => (
              <option key={name} value={name}>
                {FIGURE_NAMES[name].title}
              </option>
            ))}
          </select>
        </label>
      )}
      <EcdfFigure label={describe(title, known, figure)} series={series} format={unit === 'ms' ? formatTime : formatRate} />
      {known.length > MOST_LINES && (
        <p className="note">
          The lines are {MOST_LINES} of {known.length} models; the table has them all.
        </p>
      )}
      <PercentileTable label={`Percentiles of ${title.toLowerCase()}`} cells={cells} figure={figure} />
    </Panel>
  )
}

const describe = (title: string, cells: readonly BenchmarkCell[], figure: FigureName): string =>
  `${title}: share of requests up to each value. ${cells
    .slice(0, MOST_LINES)
    .map((cell) => {
      const of = cell.figures[figure]
      const said = [50, 95].flatMap((percentile) => {
        const found = quantileOf(cell, figure, percentile)
        return found === null || of === undefined ? [] : [`${percentile} % up to ${formatFigure(found.value, of.unit)}`]
      })
      return `${visibleText(cell.model)}: ${said.length > 0 ? said.join(', ') : `mean ${formatFigure(of?.mean ?? 0, of?.unit ?? 'ms')}`}`
    })
    .join('. ')}.`
