import type { MetricComparison } from '../../schema/run-comparison.ts'

const SIGNS: Record<MetricComparison['verdict'], string> = {
  better: '▲',
  worse: '▼',
  equivalent: '=',
  'no difference found': '–',
  undecided: '?',
}

/** A verdict of B against A as sign, colour and word. */
export function VerdictWord({ verdict }: { verdict: MetricComparison['verdict'] }) {
  return (
    <span className={`verdict-word verdict-${verdict.replaceAll(' ', '-')}`}>
      <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
    </span>
  )
}
