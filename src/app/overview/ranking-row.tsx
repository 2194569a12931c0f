import { formatBounds, formatValue } from '../../report/format-metric.ts'
import type { Ranking } from '../../schema/report.ts'
import { formatLocation } from '../location/app-location.ts'
import { ModelName } from '../parts/model-name.tsx'
import { standing } from './standing.ts'
import { Whisker } from './whisker.tsx'
import type { Domain } from './whisker.tsx'

/** One model of a ranking: interval drawn and in figures, standing; its name leads to its tests. */
export function RankingRow({ ranking, index, unit, domain }: { ranking: Ranking; index: number; unit: string; domain: Domain }) {
  const { entries, task = null } = ranking
  const entry = entries[index]
  if (entry === undefined) return null
  const { model, score, low, high } = entry
  const { best, tied, text } = standing(entries, index)
  const figure = formatValue(score, unit)
  const interval = formatBounds(entry, unit)
  return (
    <tr>
      <th scope="row">
        <a href={formatLocation({ view: 'tests', task, model })}>
          <ModelName model={model} />
        </a>
      </th>
      <td className="plot-cell">
        {score !== null && <Whisker value={score} low={low} high={high} domain={domain} best={best} text={`${figure} ${interval}`} />}
      </td>
      <td className="number">
        <strong className="figure-value">{figure}</strong> <span className="interval">{interval}</span>
      </td>
      <td className={best ? 'standing standing-best' : tied ? 'standing standing-tied' : 'standing'}>{text}</td>
    </tr>
  )
}
