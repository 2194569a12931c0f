import type { BenchmarkCell, FigureName } from '../../schema/benchmark-report.ts'
import { ModelName } from '../parts/model-name.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { quantileOf } from './cell-facts.ts'
import { formatFigure, formatInterval } from './format-figure.ts'
import { QuantileText } from './quantile-text.tsx'
import { useShortList } from './use-short-list.tsx'

const MOST = 24

/** Percentiles of a figure by model, with intervals where there are enough requests for one, and corrected ones where they were asked for. */
export function PercentileTable({ label, cells, figure }: { label: string; cells: readonly BenchmarkCell[]; figure: FigureName }) {
  const { shown, more } = useShortList(cells, MOST, 'models')
  const percentiles = [...new Set(cells.flatMap((cell) => cell.figures[figure]?.quantiles.map(({ percentile }) => percentile) ?? []))].sort(
    (a, b) => a - b,
  )
  return (
    <>
      <ScrollTable label={label} className="percentile-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {percentiles.map((percentile) => (
              <th scope="col" key={percentile} className="number">
                p{percentile}
              </th>
            ))}
            {['Mean', 'Range'].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((cell) => (
            <PercentileRow key={cell.model} cell={cell} figure={figure} percentiles={percentiles} />
          ))}
        </tbody>
      </ScrollTable>
      {more}
    </>
  )
}

function PercentileRow({ cell, figure, percentiles }: { cell: BenchmarkCell; figure: FigureName; percentiles: readonly number[] }) {
  const of = cell.figures[figure]
  if (of === undefined)
    return (
      <tr>
        <th scope="row">
          <ModelName model={cell.model} />
        </th>
        <td colSpan={percentiles.length + 2} className="note">
          no request has it
        </td>
      </tr>
    )
  return (
    <>
      <tr>
        <th scope="row">
          <ModelName model={cell.model} />{' '}
          <span className="interval">
            n {of.n.toLocaleString('en-US')}
            {of.missing > 0 && `, ${of.missing.toLocaleString('en-US')} without`}
          </span>
        </th>
        {percentiles.map((percentile) => (
          <td key={percentile} className="number quantile">
            <QuantileText of={of} quantile={quantileOf(cell, figure, percentile)} strong={percentile === 50} />
          </td>
        ))}
        <td className="number quantile">
          <span className="figure-value">{formatFigure(of.mean, of.unit)}</span>{' '}
          {of.meanLow !== null && of.meanHigh !== null && (
            <span className="interval">{formatInterval(of.meanLow, of.meanHigh, (bound) => formatFigure(bound, of.unit))}</span>
          )}
        </td>
        <td className="number range">
          {formatFigure(of.min, of.unit)} <span className="interval">to {formatFigure(of.max, of.unit)}</span>
        </td>
      </tr>
      {of.corrected !== undefined && (
        <tr className="corrected">
          <th scope="row">corrected for omission</th>
          {percentiles.map((percentile) => {
            const found = of.corrected?.find((quantile) => quantile.percentile === percentile)
            return (
              <td key={percentile} className="number">
                {found === undefined ? '' : formatFigure(found.value, of.unit)}
              </td>
            )
          })}
          <td colSpan={2} />
        </tr>
      )}
    </>
  )
}
