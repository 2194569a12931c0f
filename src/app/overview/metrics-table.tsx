import { useState } from 'react'
import { judgeSentence } from '../../report/judge-sentence.ts'
import { retriedSentence } from '../../report/retried-sentence.ts'
import { stoppedSentence } from '../../report/stopped-sentence.ts'
import type { Result } from '../../schema/report.ts'
import { explainMetric } from '../format/explain-metric.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { MetricFigure } from './metric-figure.tsx'

/** Every metric of every model of a task; the one under the pointer or in focus is explained below the table. */
export function MetricsTable({ results }: { results: Result[] }) {
  const [explained, setExplained] = useState<string | null>(null)
  const primary = results[0]?.primary
  const names = [...new Set(results.flatMap((result) => Object.keys(result.metrics)))].sort(
    (a, b) => Number(b === primary) - Number(a === primary),
  )
  if (names.length === 0) return null
  const stopped = stoppedSentence(results, visibleText)
  const retried = retriedSentence(results, visibleText)
  const judged = judgeSentence(results, visibleText)
  const directionOf = (name: string): string =>
    results.find((result) => result.metrics[name])?.metrics[name]?.direction === 'lower' ? '↓' : '↑'
  return (
    <Panel table title="Metrics" note="Value over its interval. ↑ higher is better, ↓ lower is better">
      <ScrollTable label="Metrics by model" className="metrics-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {names.map((name) => (
              <th scope="col" key={name} className="number">
                {name} <span aria-hidden="true">{directionOf(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map((result) => (
            <tr key={result.model}>
              <th scope="row">
                <ModelName model={result.model} />
              </th>
              {names.map((name) => {
                const metric = result.metrics[name]
                const text = metric === undefined ? '' : explainMetric(name, metric)
                return (
                  <td key={name} className={name === primary ? 'number primary' : 'number'}>
                    {metric === undefined ? (
                      '–'
                    ) : (
                      <MetricFigure metric={metric} explanation={text} onExplain={() => setExplained(`${result.model}: ${text}`)} />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {stopped !== null && <p className="note">{stopped}.</p>}
      {retried !== null && <p className="note">{retried}.</p>}
      {judged !== null && <p className="note">{judged}.</p>}
      <p className="explanation" aria-hidden="true">
        {explained ?? 'Point at a figure, or move to it with the Tab key, for n, method and interval.'}
      </p>
    </Panel>
  )
}
