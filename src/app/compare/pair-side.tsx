import { formatDuration, formatMoney } from '../../report/format-metric.ts'
import { visibleText } from '../format/visible-text.ts'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import type { AnswerRow } from './answer-row.ts'
import type { DiffPart } from './diff-words.ts'
import type { PairNames } from './pair-names.ts'

/** One side of a comparison: whose answer it is, how it was judged, its text with what is its own marked. */
export function PairSide({
  letter,
  names,
  row,
  parts,
}: {
  letter: 'A' | 'B'
  names: PairNames
  row: AnswerRow | null
  parts: readonly DiffPart[]
}) {
  const Mark = letter === 'A' ? 'del' : 'ins'
  const trial = row?.detail.trial
  const { name, shown } = letter === 'A' ? names.a : names.b
  return (
    <div className="side-answer" role="group" aria-label={`${letter}: ${name}`}>
      <header>
        <h4>
          <span className={`side-letter side-${letter.toLowerCase()}`} aria-hidden="true">
            {letter}
          </span>{' '}
          {row === null || names.addressOf === undefined ? shown : <a href={names.addressOf(row)}>{shown}</a>}
        </h4>
        {row !== null && <VerdictMark mark={row.outcome} />}
      </header>
      {row !== null && row.checks.failed.length > 0 && (
        <p className="side-failed">Failed: {row.checks.failed.map(visibleText).join(', ')}</p>
      )}
      {row === null && <p className="note">{names.missing}</p>}
      {trial?.error != null && <p className="problem">{visibleText(trial.error.message)}</p>}
      {parts.some(({ text }) => text !== '') && (
        <div className="long-text">
          <pre tabIndex={0} role="group" aria-label={`Answer of ${letter}, ${name}`}>
            {parts.map(({ text, changed }, index) =>
              changed ? <Mark key={`${index}`}>{visibleText(text)}</Mark> : <span key={`${index}`}>{visibleText(text)}</span>,
            )}
          </pre>
        </div>
      )}
      {trial !== undefined && (
        <p className="note">{[row?.note, formatMoney(trial.costNanoUsd), formatDuration(trial.latencyMs)].filter(Boolean).join(' · ')}</p>
      )}
    </div>
  )
}
