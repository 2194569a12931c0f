import { formatBounds, formatValue } from '../../report/format-metric.ts'
import type { Ranking } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { useReportData } from '../data/report-context.ts'
import { standing } from './standing.ts'
import { Whisker } from './whisker.tsx'
import { scoreDomain } from './score-domain.ts'

/** A model's score in one ranking: figure, interval drawn, standing. */
export function SummaryCell({ ranking, model }: { ranking: Ranking | undefined; model: string }) {
  const { report } = useReportData()
  const entries = ranking?.entries ?? []
  const index = entries.findIndex((entry) => entry.model === model)
  const entry = entries[index]
  if (entry === undefined || entry.score === null) return <td className="summary-cell note">no score</td>
  const { best, tied, text } = standing(entries, index)
  const unit = metricUnit(report, ranking?.metric ?? '', ranking?.task)
  const interval = formatBounds(entry, unit) || 'none'
  return (
    <td className="summary-cell">
      <div className="summary-figure">
        <strong className="figure-value">{formatValue(entry.score, unit)}</strong>
        <Whisker
          value={entry.score}
          low={entry.low}
          high={entry.high}
          best={best}
          domain={scoreDomain(entries.flatMap(({ low, high, score }) => [low, high, score]))}
          text={`interval ${interval}`}
        />
        <span className={best ? 'standing standing-best' : tied ? 'standing standing-tied' : 'standing'}>
          {best && !tied ? 'best' : tied ? 'tied' : text}
        </span>
      </div>
    </td>
  )
}
