import { useMemo } from 'react'
import { formatMoney, formatValue } from '../../report/format-metric.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import type { CostPoint } from './cost-point.ts'
import { ScatterPlot } from './scatter-plot.tsx'

/** Cost per case against a score, drawn and as a table. `models` are all that could be drawn. */
export function CostScatter({
  points: found,
  metric,
  models,
}: {
  points: readonly CostPoint[]
  metric: string
  models: readonly string[]
}) {
  // Points are chosen anew with each rendering; what is drawn of them changes only with these figures.
  const figures = JSON.stringify(found)
  const points = useMemo(() => JSON.parse(figures) as CostPoint[], [figures])
  const missing = models.filter((model) => !points.some((point) => point.model === model)).map(visibleText)
  return (
    <Panel
      table={points.length > 0}
      title={`Cost against ${metric}`}
      note="Up and left is better. Filled: no model is cheaper and better"
      className="scatter"
    >
      {points.length > 0 && <ScatterPlot points={points} metric={metric} />}
      {missing.length > 0 && <p className="note">Not drawn, because cost or score is unknown: {missing.join(', ')}</p>}
      {points.length > 0 && (
        <details>
          <summary>Figures as a table</summary>
          <ScrollTable label={`Cost per case and ${metric}`}>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col" className="number">
                  Cost per case
                </th>
                <th scope="col" className="number">
                  {metric}
                </th>
                <th scope="col">Front</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.model}>
                  <th scope="row">
                    <ModelName model={point.model} />
                  </th>
                  <td className="number">
                    {point.atLeast && 'at least '}
                    {formatMoney(point.cost)}
                  </td>
                  <td className="number">{formatValue(point.score.value, point.score.unit)}</td>
                  <td>{point.front ? 'on the front' : 'beaten'}</td>
                </tr>
              ))}
            </tbody>
          </ScrollTable>
        </details>
      )}
    </Panel>
  )
}
