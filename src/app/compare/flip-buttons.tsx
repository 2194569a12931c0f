import { formatCount } from '../format/format-count.ts'
import { FLIPS } from './flip.ts'
import type { Flip } from './flip.ts'
import type { CasePair } from './pair-cases.ts'

/** What each kind is called where two models are compared. */
export const FLIP_WORDS: Record<Flip, string> = {
  'only-a': 'A better',
  'only-b': 'B better',
  passed: 'both passed',
  failed: 'both failed',
  apart: 'not comparable',
}

/** How many cases ended how, each kind a button that lists its cases; pressed again, those that differ are listed. */
export function FlipButtons({
  pairs,
  flip,
  words = FLIP_WORDS,
  onChange,
}: {
  pairs: readonly CasePair[]
  flip: Flip | null
  words?: Record<Flip, string>
  onChange(flip: Flip | null): void
}) {
  const count = (kind: Flip): number => pairs.reduce((sum, pair) => sum + (pair.flip === kind ? 1 : 0), 0)
  const differing = count('only-a') + count('only-b')
  return (
    <div className="flips" role="group" aria-label="Cases by outcome">
      <button type="button" className="flip" aria-pressed={flip === null} onClick={() => onChange(null)}>
        <strong>{formatCount(differing)}</strong> differ
      </button>
      {FLIPS.filter((kind) => kind !== 'apart' || flip === kind || count(kind) > 0).map((kind) => (
        <button
          key={kind}
          type="button"
          className="flip"
          aria-pressed={flip === kind}
          onClick={() => onChange(flip === kind ? null : kind)}
        >
          <strong>{formatCount(count(kind))}</strong> {words[kind]}
        </button>
      ))}
    </div>
  )
}
