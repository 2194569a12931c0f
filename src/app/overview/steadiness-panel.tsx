import { useMemo } from 'react'
import { formatMetric } from '../../report/format-metric.ts'
import type { Result } from '../../schema/report.ts'
import { useRows } from '../data/report-context.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { steadinessOf } from './steadiness.ts'
import type { Steadiness } from './steadiness.ts'

/** Of cases that were asked more than once: how many passed always, sometimes and never. */
export function SteadinessPanel({ results }: { results: Result[] }) {
  const rows = useRows()
  const ready = rows.state !== 'loading'
  const task = results[0]?.task ?? ''
  const names = JSON.stringify(results.map((result) => result.model))
  const steady = useMemo(
    () => (ready ? steadinessOf(rows.all, task, JSON.parse(names) as string[]) : []),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- rows do not change once they are all there
    [ready, task, names],
  )
  if (steady.length === 0) return null
  const consistency = (model: string) => results.find((result) => result.model === model)?.metrics['consistency']
  const measured = steady.some(({ model }) => consistency(model) !== undefined)
  return (
    <Panel table title="Consistency" note="Cases that were asked more than once, by how many of their trials passed">
      <ScrollTable label="Consistency by model">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="strip-cell">
              <span className="unseen">Drawn</span>
            </th>
            {['Always passed', 'Sometimes', 'Never', ...(measured ? ['Consistency'] : [])].map((title) => (
              <th scope="col" key={title} className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steady.map((each) => {
            const metric = consistency(each.model)
            return (
              <tr key={each.model}>
                <th scope="row">
                  <ModelName model={each.model} />
                </th>
                <td className="strip-cell">
                  <SteadinessBar steady={each} />
                </td>
                <td className="number">{each.always}</td>
                <td className="number">{each.sometimes}</td>
                <td className="number">{each.never}</td>
                {measured && <td className="number">{metric === undefined ? '–' : formatMetric(metric)}</td>}
              </tr>
            )
          })}
        </tbody>
      </ScrollTable>
    </Panel>
  )
}

function SteadinessBar({ steady: { always, sometimes, never } }: { steady: Steadiness }) {
  const all = always + sometimes + never
  const percent = (count: number): string => `${(100 * count) / all}%`
  return (
    <svg
      role="img"
      aria-label={`${always} of ${all} cases passed always, ${sometimes} sometimes, ${never} never`}
      width="100%"
      height="12"
      className="steady"
    >
      <rect className="steady-always" width={percent(always)} height="12" />
      <rect className="steady-sometimes" x={percent(always)} width={percent(sometimes)} height="12" />
      <rect className="steady-never" x={percent(always + sometimes)} width={percent(never)} height="12" />
    </svg>
  )
}
