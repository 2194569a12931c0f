import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { formatShare } from './format-figure.ts'
import { useShortList } from './use-short-list.tsx'

const MOST = 12
const LONGEST = 300
const BAR = 90

/** Failed requests by kind, model and load, the most frequent first. */
export function ErrorPanel({ cells }: { cells: readonly BenchmarkCell[] }) {
  const errors = cells
    .flatMap((cell) => cell.errors.map((error) => ({ ...error, cell, of: cell.rates.completed + cell.rates.failed })))
    .sort((a, b) => b.count - a.count)
  const { shown, more } = useShortList(errors, MOST, 'kinds of errors')
  const most = errors[0]?.count ?? 1
  const dropped = cells.reduce((sum, { rates }) => sum + rates.dropped, 0)
  return (
    <Panel title="Errors" table={errors.length > 0}>
      {errors.length === 0 && <p className="note">No measured request failed.</p>}
      {errors.length > 0 && (
        <ScrollTable label="Errors by kind">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" className="number">
                Count
              </th>
              <th scope="col">
                <span className="unseen">Drawn</span>
              </th>
              <th scope="col" className="number">
                Of requests
              </th>
              <th scope="col">Model</th>
              <th scope="col">Load</th>
              <th scope="col">Example</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ kind, count, message, cell, of }, index) => (
              <tr key={index}>
                <th scope="row">{visibleText(kind)}</th>
                <td className="number">{count.toLocaleString('en-US')}</td>
                <td>
                  <svg width={BAR} height="8" aria-hidden="true">
                    <rect className="bar-track" width={BAR} height="8" rx="2" />
                    <rect className="error-bar" width={Math.max(2, (BAR * count) / most)} height="8" rx="2" />
                  </svg>
                </td>
                <td className="number">{formatShare(of > 0 ? count / of : null)}</td>
                <td>
                  <ModelName model={cell.model} />
                </td>
                <td>{visibleText(cell.step.label)}</td>
                <td className="example">{visibleText(message.slice(0, LONGEST))}</td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      {more}
      {dropped > 0 && (
        <p className="note">{dropped.toLocaleString('en-US')} requests were not sent: too many were in flight (load.mostInFlight).</p>
      )}
    </Panel>
  )
}
