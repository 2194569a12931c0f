import { formatBounds, formatDifference, formatProbability, formatValue } from '../../report/format-metric.ts'
import type { TaskComparison } from '../../schema/run-comparison.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { VerdictWord } from './verdict-word.tsx'

/** The metrics of a task that do not rank, each by itself: their p are not adjusted. */
export function OtherMetrics({ task }: { task: TaskComparison }) {
  const rows = task.models.flatMap(({ model, metrics }) => metrics.filter(({ primary }) => !primary).map((metric) => ({ model, metric })))
  if (rows.length === 0) return null
  const explained = rows.some(({ metric }) => metric.reason !== null)
  return (
    <Panel
      table
      className="breaks"
      title={`Other metrics of ${visibleText(task.task)}`}
      note="Exploratory, each by itself: p is not adjusted"
    >
      <ScrollTable label={`Other metrics of ${visibleText(task.task)}`}>
        <thead>
          <tr>
            {['Model', 'Metric', 'Verdict'].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
            {['A → B', 'Difference', 'p', 'Pairs'].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
            {explained && <th scope="col">Why</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ model, metric: { metric, unit, ...figures } }) => (
            <tr key={`${model} ${metric}`}>
              <th scope="row">
                <ModelName model={model} />
              </th>
              <td>{visibleText(metric)}</td>
              <td>
                <VerdictWord verdict={figures.verdict} />
              </td>
              <td className="number">
                {formatValue(figures.a, unit)} → {formatValue(figures.b, unit)}
              </td>
              <td className="number">
                {formatDifference(figures.difference, unit)} <span className="interval">{formatBounds(figures, unit)}</span>
              </td>
              <td className="number">{formatProbability(figures.pValue)}</td>
              <td className="number">{figures.n.toLocaleString('en-US')}</td>
              {explained && <td className="example">{figures.reason !== null && visibleText(figures.reason)}</td>}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Panel>
  )
}
