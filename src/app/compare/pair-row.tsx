import { memo } from 'react'
import { visibleText } from '../format/visible-text.ts'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import type { CasePair } from './pair-cases.ts'

/** A case in two lines: both outcomes, and how both answers begin. The same case is not rendered again. */
export const PairRow = memo(function PairRow({ pair }: { pair: CasePair }) {
  return (
    <span className="pair-row">
      <strong className="row-case">{visibleText(pair.caseId)}</strong>
      <SideOutcome letter="A" rows={pair.a} />
      <SideOutcome letter="B" rows={pair.b} />
    </span>
  )
})

function SideOutcome({ letter, rows }: { letter: string; rows: CasePair['a'] }) {
  return (
    <span className="pair-side">
      <span className={`side-letter side-${letter.toLowerCase()}`}>{letter}</span>
      {rows.length === 0 && <span className="note">no answer</span>}
      {rows.slice(0, 5).map((row) => (
        <VerdictMark key={row.key} mark={row.outcome} quiet />
      ))}
      <span className="row-answer">{visibleText(rows[0]?.preview ?? '')}</span>
    </span>
  )
}
