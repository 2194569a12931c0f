import type { ModelComparison } from '../../schema/run-comparison.ts'
import type { Flip } from '../compare/flip.ts'
import { formatCount } from '../format/format-count.ts'
import { formatLocation } from '../location/app-location.ts'

/** How many cases became worse and better, each a link to them. */
export function FlipLinks({ task, model: { model, flips } }: { task: string; model: ModelComparison }) {
  const link = (count: number, flip: Flip, word: string) =>
    count === 0 ? (
      <span className="note">0 {word}</span>
    ) : (
      <a href={formatLocation({ view: 'compare', task, model, flip })}>
        {formatCount(count)} {word}
      </a>
    )
  return (
    <span className="flip-links">
      {link(flips.worse, 'only-a', 'worse')} <span className="note">·</span> {link(flips.better, 'only-b', 'better')}
    </span>
  )
}
