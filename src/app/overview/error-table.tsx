import type { Result } from '../../schema/report.ts'
import { formatCount } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'

/** Errors by kind, model and task, the most frequent first. */
export function ErrorTable({ results }: { results: Result[] }) {
  const errors = results
    .flatMap((result) => result.errors.map((error) => ({ ...error, task: result.task, model: result.model })))
    .sort((a, b) => b.count - a.count)
  return (
    <Panel title="Errors" table={errors.length > 0}>
      {errors.length === 0 ? (
        <p className="note">No call failed for good.</p>
      ) : (
        <ScrollTable label="Errors by kind">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" className="number">
                Count
              </th>
              <th scope="col">Model</th>
              <th scope="col">Task</th>
              <th scope="col">Example</th>
            </tr>
          </thead>
          <tbody>
            {errors.map((error) => (
              <tr key={`${error.kind} ${error.model} ${error.task}`}>
                <th scope="row">
                  <a href={formatLocation({ view: 'tests', task: error.task, model: error.model, outcome: 'errored' })}>{error.kind}</a>
                </th>
                <td className="number">{formatCount(error.count)}</td>
                <td>
                  <ModelName model={error.model} />
                </td>
                <td>{visibleText(error.task)}</td>
                <td className="example">{visibleText(error.example.slice(0, 300))}</td>
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </Panel>
  )
}
