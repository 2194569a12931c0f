import { useState } from 'react'
import { formatBounds, formatValue } from '../../report/format-metric.ts'
import { generatedNote } from '../../report/generated-note.ts'
import { violatedChecks } from '../../report/violated-checks.ts'
import type { ViolatedCheck } from '../../report/violated-checks.ts'
import type { Result } from '../../schema/report.ts'
import { formatCount } from '../format/format-count.ts'
import { formatLocation } from '../location/app-location.ts'
import { BreakableText } from '../parts/breakable-text.tsx'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { ScrollTable } from '../parts/scroll-table.tsx'
import { ViolationExample } from './violation-example.tsx'

const SHOWN_FIRST = 6

/** The checks that answers failed, the worst first, each with examples that lead to their tests. */
export function ViolationTable({ results }: { results: Result[] }) {
  const [whole, setWhole] = useState(false)
  const violated = violatedChecks(results)
  if (violated.length === 0) return null
  const shown = whole ? violated : violated.slice(0, SHOWN_FIRST)
  return (
    <Panel table className="breaks" title="Failed checks" note="The most severe first; shares are of the answers that a check decided">
      <ScrollTable label="Failed checks with examples" className="violations">
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Model</th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              Share
            </th>
            <th scope="col">Examples</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <ViolationRow key={JSON.stringify([each.model, each.check.name])} violated={each} />
          ))}
        </tbody>
      </ScrollTable>
      {violated.length > SHOWN_FIRST && (
        <button type="button" className="quiet-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show fewer' : `Show all ${formatCount(violated.length)}`}
        </button>
      )}
    </Panel>
  )
}

function ViolationRow({ violated: { task, model, check, decided, examples } }: { violated: ViolatedCheck }) {
  return (
    <tr>
      <th scope="row" className="check-cell">
        <a href={formatLocation({ view: 'tests', task, model, check: check.name })}>
          <BreakableText text={check.name} />
        </a>{' '}
        <span className="note">{[check.severity, generatedNote(check)].filter((part) => part !== null).join(' · ')}</span>
      </th>
      <td className="violation-model">
        <ModelName model={model} />
      </td>
      <td className="number">
        {formatCount(check.failed)} of {formatCount(decided)}
        {check.undecided > 0 && <span className="note"> · {formatCount(check.undecided)} undecided</span>}
      </td>
      <td className="number">
        {formatValue(check.failedShare.value, 'share')} <span className="interval">{formatBounds(check.failedShare, 'share')}</span>
      </td>
      <td className="violation-examples">
        <ul>
          {examples.map((example) => (
            <ViolationExample key={`${example.case} ${example.trial}`} task={task} model={model} example={example} />
          ))}
        </ul>
      </td>
    </tr>
  )
}
