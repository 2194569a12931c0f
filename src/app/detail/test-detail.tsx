import { useEffect, useRef } from 'react'
import type { TestRow } from '../data/test-row.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { Panel } from '../parts/panel.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import { AnswerView } from './answer-view.tsx'
import { CallList } from './call-list.tsx'
import { CheckList } from './check-list.tsx'
import { PromptView } from './prompt-view.tsx'
import { SameCase } from './same-case.tsx'
import { TrialFacts } from './trial-facts.tsx'

/** All that the record says of one trial, and its neighbours: other trials and models on the same case. */
export function TestDetail({ row, onClose, narrow }: { row: TestRow; onClose(): void; narrow: boolean }) {
  const { trial, calls } = row.detail
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    if (narrow) frame.current?.focus()
  }, [narrow])
  const execution = calls.filter((call) => call.phase === 'execution')
  return (
    <article className="detail" aria-labelledby="detail-title" ref={frame} tabIndex={-1}>
      <header className="detail-head">
        <div>
          <p className="note">
            {visibleText(trial.task)}
            {trial.tags.map((tag) => (
              <span className="tag" key={tag}>
                {visibleText(tag)}
              </span>
            ))}
          </p>
          <h2 id="detail-title">{visibleText(trial.case)}</h2>
          <p className="detail-model">
            <ModelName model={trial.model} /> <span className="note">trial {trial.trial + 1}</span>
          </p>
        </div>
        <VerdictMark mark={row.outcome} />
        <button type="button" className="quiet-button" onClick={onClose}>
          {narrow ? 'Back to tests' : 'Close'}
        </button>
      </header>
      <TrialFacts trial={trial} calls={calls} />
      {trial.error !== null && (
        <p className="problem">
          <strong>{trial.error.kind}</strong> {visibleText(trial.error.message)}
          {trial.error.hint !== undefined && <span className="note"> {visibleText(trial.error.hint)}</span>}
        </p>
      )}
      {trial.skipReason !== undefined && <p className="problem">Skipped: {visibleText(trial.skipReason)}</p>}
      <CheckList task={trial.task} checks={trial.checks} />
      <AnswerView row={row} />
      <Panel title="Prompt" note={execution.length > 1 ? `of the first of ${execution.length} calls` : undefined}>
        <PromptView call={execution[0] ?? null} />
      </Panel>
      <SameCase row={row} />
      <CallList calls={calls} />
    </article>
  )
}
