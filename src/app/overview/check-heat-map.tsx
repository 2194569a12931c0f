import type { Result } from '../../schema/report.ts'
import { checkNote } from '../format/check-note.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { HeatCell } from './heat-cell.tsx'

/** Which check which model breaks, and how often; each cell leads to its tests. */
export function CheckHeatMap({ results }: { results: Result[] }) {
  const checks = new Map(results.flatMap((result) => result.checks.map((check) => [check.name, check] as const)))
  if (checks.size === 0) return null
  return (
    <Panel table title="Checks" note="Share that passed; the darker, the more failed. A cell leads to its tests">
      <ScrollTable label="Checks by model" className="heat-map">
        <thead>
          <tr>
            <th scope="col">Check</th>
            {results.map((result) => (
              <th scope="col" key={result.model} className="number">
                <ModelName model={result.model} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...checks.values()].map((check) => (
            <tr key={check.name}>
              <th scope="row" className="heat-name">
                {visibleText(check.name)} <span className="note">{checkNote(check)}</span>
              </th>
              {results.map((result) => (
                <HeatCell
                  key={result.model}
                  task={result.task}
                  model={result.model}
                  check={result.checks.find(({ name }) => name === check.name)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </Panel>
  )
}
