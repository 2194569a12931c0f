import type { Ranking } from '../../schema/report.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { standing } from './standing.ts'
import { Whisker } from './whisker.tsx'
import type { Domain } from './whisker.tsx'

/** One model of a ranking: interval drawn and in figures, standing; its name leads to its tests. */
export function RankingRow({ task, entries, index, domain }: { task: string; entries: Ranking['entries']; index: number; domain: Domain }) {
  const entry = entries[index]
  if (entry === undefined) return null
  const { model, score, low, high } = entry
  const { best, tied, text } = standing(entries, index)
  const interval = low === null || high === null ? '' : `[${low.toFixed(3)}, ${high.toFixed(3)}]`
  return (
    <tr>
      <th scope="row">
        <a href={formatLocation({ view: 'tests', task, model })}>
          <ModelName model={model} />
        </a>
      </th>
      <td className="plot-cell">
        {score !== null && (
          <Whisker value={score} low={low} high={high} domain={domain} best={best} text={`${score.toFixed(3)} ${interval}`} />
        )}
      </td>
      <td className="number">
        <strong className="figure-value">{score?.toFixed(3) ?? '–'}</strong> <span className="interval">{interval}</span>
      </td>
      <td className={best ? 'standing standing-best' : tied ? 'standing standing-tied' : 'standing'}>{text}</td>
    </tr>
  )
}
