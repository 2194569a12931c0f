import { formatBounds, formatDifference, formatPValue } from '../../report/format-metric.ts'
import type { Comparison } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { useReportData } from '../data/report-context.ts'
import type { ChosenPair } from './chosen-pair.ts'

/** The comparison seen from the other side. */
const turned = (pair: Comparison): Comparison => {
  const negative = (value: number | null): number | null => (value === null ? null : -value)
  const verdict = pair.verdict === 'better' ? 'worse' : pair.verdict === 'worse' ? 'better' : pair.verdict
  return { ...pair, verdict, difference: negative(pair.difference), low: negative(pair.high), high: negative(pair.low) }
}

/** What the statistics say of A against B on this task, by each metric that was compared. */
export function PairVerdict({ chosen: { task, a, b } }: { chosen: ChosenPair }) {
  const { report } = useReportData()
  const found = report.comparisons.flatMap((each) => {
    if (each.task !== task) return []
    return each.a === a && each.b === b ? [each] : each.a === b && each.b === a ? [turned(each)] : []
  })
  if (found.length === 0) return <p className="pair-verdict note">These two were not compared by statistics.</p>
  return (
    <ul className="pair-verdict">
      {found.map((pair) => {
        const unit = metricUnit(report, pair.metric, task)
        const p = formatPValue(pair.adjustedPValue)
        return (
          <li key={pair.metric}>
            {pair.metric}: A {pair.verdict === 'better' || pair.verdict === 'worse' ? 'is ' : ''}
            <strong>{pair.verdict}</strong> {formatDifference(pair.difference, unit)}{' '}
            <span className="interval">
              {formatBounds(pair, unit)}
              {p !== '' && `, ${p}`}
            </span>
            {pair.reason !== undefined && <span className="note"> {pair.reason}</span>}
          </li>
        )
      })}
    </ul>
  )
}
