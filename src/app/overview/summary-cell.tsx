import type { Ranking } from '../../schema/report.ts'
import { standing } from './standing.ts'
import { Whisker } from './whisker.tsx'
import { scoreDomain } from './score-domain.ts'

/** A model's score in one ranking: figure, interval drawn, standing. */
export function SummaryCell({ ranking, model }: { ranking: Ranking | undefined; model: string }) {
  const entries = ranking?.entries ?? []
  const index = entries.findIndex((entry) => entry.model === model)
  const entry = entries[index]
  if (entry === undefined || entry.score === null) return <td className="summary-cell note">no score</td>
  const { best, tied, text } = standing(entries, index)
  const interval = entry.low === null || entry.high === null ? 'no interval' : `${entry.low.toFixed(3)} to ${entry.high.toFixed(3)}`
  return (
    <td className="summary-cell">
      <div className="summary-figure">
        <strong className="figure-value">{entry.score.toFixed(3)}</strong>
        <Whisker
          value={entry.score}
          low={entry.low}
          high={entry.high}
          best={best}
          domain={scoreDomain(entries.flatMap(({ low, high, score }) => [low, high, score]))}
          text={`interval ${interval}`}
        />
        <span className={best ? 'standing standing-best' : tied ? 'standing standing-tied' : 'standing unseen'}>
          {best && !tied ? 'best' : tied ? 'tied' : text}
        </span>
      </div>
    </td>
  )
}
