import { useEffect, useRef } from 'react'
import { visibleText } from '../format/visible-text.ts'
import { formatLocation } from '../location/app-location.ts'
import { Panel } from '../parts/panel.tsx'
import { AnswerPair } from './answer-pair.tsx'
import type { ChosenPair } from './chosen-pair.ts'
import type { CasePair } from './pair-cases.ts'

const SHOWN_TRIALS = 5

/** Both models' answers to a case, trial by trial. */
export function PairDetail({ pair, chosen, narrow, onClose }: { pair: CasePair; chosen: ChosenPair; narrow: boolean; onClose(): void }) {
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
          <p className="note">{visibleText(chosen.task)}</p>
          <h2 id="detail-title">{visibleText(pair.caseId)}</h2>
        </div>
        <button type="button" className="quiet-button" onClick={onClose}>
          {narrow ? 'Back to cases' : 'Close'}
        </button>
      </header>
      {trials.slice(0, SHOWN_TRIALS).map((trial) => (
        <Panel key={trial} title={trials.length > 1 ? `Trial ${trial + 1}` : 'Answers'}>
          <AnswerPair a={of(pair.a, trial)} b={of(pair.b, trial)} chosen={chosen} />
        </Panel>
      ))}
      {trials.length > SHOWN_TRIALS && (
        <p className="note">
          The first {SHOWN_TRIALS} of {trials.length} trials.{' '}
          <a href={formatLocation({ view: 'tests', task: chosen.task, query: pair.caseId })}>All trials of this case</a>
        </p>
      )}
    </article>
  )
}
