import { formatValue } from '../../report/format-metric.ts'
import type { ComparedCase } from '../../schema/comparison-source.ts'
import { visibleText } from '../format/visible-text.ts'

/** How a case's score changed, and how its two versions were paired. */
export function CaseFacts({ compared, metric, unit }: { compared: ComparedCase; metric: string; unit: string }) {
  const { a, b, scoreA, scoreB, change, byId } = compared
  if (a === null || b === null) return <p className="note">Only {a === null ? 'B' : 'A'} has this case: it is not paired.</p>
  return (
    <p className="case-facts">
      {metric} {formatValue(scoreA, unit)} → {formatValue(scoreB, unit)}{' '}
      {change === null ? (
        'not comparable: a side has no score'
      ) : change === 'same' ? (
        'the same'
      ) : (
        <strong className={`change-${change}`}>{change}</strong>
      )}
      {a !== b && <span className="note"> · in A it is called {visibleText(a)}</span>}
      {byId && <span className="note"> · paired by id alone: its input or gold has changed</span>}
    </p>
  )
}
