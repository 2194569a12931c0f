import { formatMoney, formatValue } from '../../report/format-metric.ts'
import type { Result } from '../../schema/report.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { costPoints } from './cost-point.ts'
import { ScatterPlot } from './scatter-plot.tsx'

/** Cost per case against the primary metric, drawn and as a table. */
export function CostScatter({ results }: { results: Result[] }) {
  const points = costPoints(results)
  const metric = results[0]?.primary ?? 'score'
  const missing = results.filter((result) => !points.some((point) => point.model === result.model)).map((result) => result.model)
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
