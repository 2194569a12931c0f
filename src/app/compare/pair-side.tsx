import { formatDuration, formatMoney } from '../../report/format-metric.ts'
import type { TestRow } from '../data/test-row.ts'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import type { DiffPart } from './diff-words.ts'

/** One side of a comparison: whose answer it is, how it was judged, its text with what is its own marked. */
export function PairSide({
  letter,
  model,
  row,
  parts,
}: {
  letter: 'A' | 'B'
  model: string
  row: TestRow | null
  parts: readonly DiffPart[]
}) {
  const Mark = letter === 'A' ? 'del' : 'ins'
  const trial = row?.detail.trial
  return (
    <div className="side-answer" role="group" aria-label={`${letter}: ${model}`}>
      <header>
        <h4>
          <span className={`side-letter side-${letter.toLowerCase()}`} aria-hidden="true">
            {letter}
          </span>{' '}
          {row === null || trial === undefined ? (
            <ModelName model={model} />
          ) : (
            <a href={formatLocation({ view: 'tests', task: trial.task, model, test: row.key })}>
              <ModelName model={model} />
            </a>
          )}
        </h4>
        {row !== null && <VerdictMark mark={row.outcome} />}
      </header>
      {row !== null && row.checks.failed.length > 0 && (
        <p className="side-failed">Failed: {row.checks.failed.map(visibleText).join(', ')}</p>
      )}
      {row === null && <p className="note">This model has no such trial.</p>}
      {trial?.error != null && <p className="problem">{visibleText(trial.error.message)}</p>}
      {parts.some(({ text }) => text !== '') && (
        <div className="long-text">
          <pre tabIndex={0} role="group" aria-label={`Answer of ${letter}, ${model}`}>
            {parts.map(({ text, changed }, index) =>
              changed ? <Mark key={`${index}`}>{visibleText(text)}</Mark> : <span key={`${index}`}>{visibleText(text)}</span>,
            )}
          </pre>
        </div>
      )}
      {trial !== undefined && (
        <p className="note">
          {formatMoney(trial.costNanoUsd)} · {formatDuration(trial.latencyMs)}
        </p>
      )}
    </div>
  )
}
