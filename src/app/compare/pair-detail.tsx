import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'
import { AnswerPair } from './answer-pair.tsx'
import type { CasePair } from './pair-cases.ts'
import type { PairNames } from './pair-names.ts'

const SHOWN_TRIALS = 5

/** Both sides' answers to a case, trial by trial. `children` stand above them. */
export function PairDetail(options: { pair: CasePair; names: PairNames; narrow: boolean; onClose(): void; children?: ReactNode }) {
  const { pair, names, narrow, onClose, children } = options
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    if (narrow) frame.current?.focus()
  }, [narrow])
  const trials = [...new Set([...pair.a, ...pair.b].map((row) => row.detail.trial.trial))].sort((x, y) => x - y)
  const of = (rows: CasePair['a'], trial: number) => rows.find((row) => row.detail.trial.trial === trial) ?? null
  return (
    <article className="detail" aria-labelledby="detail-title" ref={frame} tabIndex={-1}>
      <header className="detail-head">
        <div>
          <p className="note">{visibleText(names.task)}</p>
          <h2 id="detail-title">{visibleText(pair.caseId)}</h2>
        </div>
        <button type="button" className="quiet-button" onClick={onClose}>
          {narrow ? 'Back to cases' : 'Close'}
        </button>
      </header>
      {children}
      {trials.slice(0, SHOWN_TRIALS).map((trial) => (
        <Panel key={trial} title={trials.length > 1 ? `Trial ${trial + 1}` : 'Answers'}>
          <AnswerPair a={of(pair.a, trial)} b={of(pair.b, trial)} names={names} />
        </Panel>
      ))}
      {trials.length > SHOWN_TRIALS && (
        <p className="note">
          The first {SHOWN_TRIALS} of {trials.length} trials.{' '}
          {names.addressOfCase !== undefined && <a href={names.addressOfCase(pair.caseId)}>All trials of this case</a>}
        </p>
      )}
    </article>
  )
}
