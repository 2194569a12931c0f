import type { BaselineCase } from '../schema/baseline.ts'
import type { MetricDefinition } from '../schema/metric-definition.ts'
import type { Flip, ModelComparison } from '../schema/run-comparison.ts'
import { caseScore } from './paired-scores-of.ts'

const SAME = 1e-12

/**
 * Pairs whose score by the primary metric differs: counted, the greatest `most` shown, worse ones first. Pairs without a score on both sides are
 * in none of the counts.
 */
export function flipsOf(
  pairs: readonly { a: BaselineCase; b: BaselineCase }[],
  { name, direction }: Pick<MetricDefinition, 'name' | 'direction'>,
  most: number,
): ModelComparison['flips'] {
  const changed: { flip: Flip; size: number }[] = []
  let same = 0
  for (const { a, b } of pairs) {
    const [before, after] = [scoreOf(a, name), scoreOf(b, name)]
    if (before === null || after === null) continue
    const gain = gainOf(before, after, direction)
    if (gain === 0) {
      same++
      continue
    }
    const side = (subject: BaselineCase, score: number) => ({ score, answer: subject.answers?.[0] ?? null, failed: subject.failed ?? [] })
    const flip: Flip = {
      case: b.case,
      ...(a.case === b.case ? {} : { caseA: a.case }),
      change: gain < 0 ? 'worse' : 'better',
      a: side(a, before),
      b: side(b, after),
    }
    changed.push({ flip, size: Math.abs(gain) })
  }
  const worse = changed.filter(({ flip }) => flip.change === 'worse').length
  const order = changed.sort((x, y) => Number(x.flip.change === 'better') - Number(y.flip.change === 'better') || y.size - x.size)
  return { worse, better: changed.length - worse, same, shown: order.slice(0, most).map(({ flip }) => flip) }
}

const gainOf = (before: number, after: number, direction: MetricDefinition['direction']): number => {
  const gain = direction === 'higher' ? after - before : before - after
  return Math.abs(gain) <= SAME ? 0 : gain
}

/** How a case's score changed by a metric, and both scores; `change` is `null` where a side has no score. */
export function caseChange(
  a: BaselineCase,
  b: BaselineCase,
  { name, direction }: Pick<MetricDefinition, 'name' | 'direction'>,
): { scoreA: number | null; scoreB: number | null; change: 'worse' | 'better' | 'same' | null } {
  const [scoreA, scoreB] = [scoreOf(a, name), scoreOf(b, name)]
  if (scoreA === null || scoreB === null) return { scoreA, scoreB, change: null }
  const gain = gainOf(scoreA, scoreB, direction)
  return { scoreA, scoreB, change: gain === 0 ? 'same' : gain < 0 ? 'worse' : 'better' }
}

function scoreOf(subject: BaselineCase, metric: string): number | null {
  const score = caseScore(subject, metric)?.score ?? null
  return score !== null && Number.isFinite(score) ? score : null
}
