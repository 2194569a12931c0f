import type { Result } from '../../schema/report.ts'
import { checkNote } from '../format/check-note.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { usePrinting } from '../parts/use-printing.ts'
import { HeatCell } from './heat-cell.tsx'

/** So many models have room beside one another on paper. */
const ON_PAPER = 6

/** Which check which model breaks, and how often; each cell leads to its tests. On paper nobody can scroll: many models are several tables there. */
export function CheckHeatMap({ results }: { results: Result[] }) {
  const checks = new Map(results.flatMap((result) => result.checks.map((check) => [check.name, check] as const)))
  const printing = usePrinting()
  if (checks.size === 0) return null
  const room = printing ? ON_PAPER : results.length
  const parts = Array.from({ length: Math.ceil(results.length / room) }, (_, part) => results.slice(part * room, (part + 1) * room))
  return (
    <Panel table title="Checks" note="Share that passed; the darker, the more failed. A cell leads to its tests">
      {parts.map((part) => (
        <ModelsByCheck key={part[0]?.model} results={part} checks={[...checks.values()]} />
      ))}
    </Panel>
  )
}

function ModelsByCheck({ results, checks }: { results: Result[]; checks: Result['checks'] }) {
  return (
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
        {checks.map((check) => (
          <tr key={check.name}>
            <th scope="row" className="check-cell">
              <BreakableText text={check.name} /> <span className="note">{checkNote(check)}</span>
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
  )
}
