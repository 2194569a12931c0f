import { formatBound, formatBounds, formatDifference, formatProbability } from '../../report/format-metric.ts'
import type { Comparison } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { useReportData } from '../data/report-context.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'

/** Each pair of models on the same cases: the difference and how sure it is. */
export function ComparisonTable({ comparisons }: { comparisons: Comparison[] }) {
  const { report } = useReportData()
  if (comparisons.length === 0) return null
  const unitOf = ({ metric, task }: Comparison): string => metricUnit(report, metric, task)
  return (
    <Panel
      table
      title="Pairs of models"
      note="Differences on the same cases; p is adjusted for the number of comparisons. A pair leads to its cases"
    >
      <ScrollTable label="Comparisons of pairs of models">
        <thead>
          <tr>
            <th scope="col">Models</th>
            <th scope="col">Metric</th>
            <th scope="col">Verdict</th>
            {['Difference', 'p', 'Cases', 'Smallest detectable'].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
            <th scope="col">Method</th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map((pair) => (
            <tr key={`${pair.metric} ${pair.a} ${pair.b}`}>
              <th scope="row">
                <a href={formatLocation({ view: 'compare', task: pair.task, a: pair.a, b: pair.b })}>
                  <ModelName model={pair.a} /> <span className="note">against</span> <ModelName model={pair.b} />
                </a>
              </th>
              <td>{pair.metric}</td>
              <td>
                {pair.verdict}
                {pair.reason !== undefined && <div className="note">{pair.reason}</div>}
              </td>
              <td className="number">
                {formatDifference(pair.difference, unitOf(pair))} <span className="interval">{formatBounds(pair, unitOf(pair))}</span>
              </td>
              <td className="number">{formatProbability(pair.adjustedPValue)}</td>
              <td className="number">{pair.n}</td>
              <td className="number">{formatBound(pair.smallestDetectable, unitOf(pair))}</td>
              <td className="note">{pair.method}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Panel>
  )
}
