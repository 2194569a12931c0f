import type { ReactNode } from 'react'

/** Verdicts of trials, checks and gates, and states of a run. */
export type Mark = 'passed' | 'failed' | 'undecided' | 'errored' | 'skipped'

const SIGNS: Record<Mark, string> = {
  passed: 'M3.5 8.5l3 3 6-7',
  failed: 'M4 4l8 8M12 4l-8 8',
  undecided: 'M5.5 6a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4M8 12.6v.1',
  errored: 'M8 3v6.5M8 12.6v.1',
  skipped: 'M4 8h8',
}

/** A verdict as sign, colour and word; the word may be left to screen readers. */
export function VerdictMark({ mark, children, quiet = false }: { mark: Mark; children?: ReactNode; quiet?: boolean }) {
  return (
    <span className={`mark mark-${mark}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={SIGNS[mark]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className={quiet ? 'unseen' : undefined}>{children ?? mark}</span>
    </span>
  )
}
