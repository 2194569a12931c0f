import { memo } from 'react'
import { formatDuration } from '../../report/format-metric.ts'
import type { TestRow } from '../data/test-row.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { ModelName } from '../parts/model-name.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'

/** A test in two lines: what it is, and how its answer begins. The same test is not rendered again. */
export const TestListRow = memo(function TestListRow({ row }: { row: TestRow }) {
  const { trial } = row.detail
  const failed = row.checks.failed.length
  return (
    <>
      <VerdictMark mark={row.outcome} quiet />
      <span className="row-main">
        <span className="row-title">
          <strong className="row-case">{visibleText(trial.case)}</strong>
          <ModelName model={trial.model} />
          {trial.trial > 0 && <span className="note">trial {trial.trial + 1}</span>}
        </span>
        <span className="row-answer">{visibleText(row.preview) || <span className="note">empty answer</span>}</span>
      </span>
      <span className="row-facts">
        {failed > 0 && <span className="row-failed">{counted(failed, 'check')} failed</span>}
        {failed === 0 && row.outcome !== 'passed' && <span className={`mark-${row.outcome}`}>{row.outcome}</span>}
        <span className="note">{trial.latencyMs === null ? '' : formatDuration(trial.latencyMs)}</span>
      </span>
    </>
  )
})
