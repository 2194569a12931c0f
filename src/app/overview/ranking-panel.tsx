import type { Ranking, Result } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { counted } from '../format/format-count.ts'
import { formatTick } from '../format/format-tick.ts'
import { Panel } from '../parts/panel.tsx'
import { rankedCases } from './ranked-cases.ts'
import { RankingRow } from './ranking-row.tsx'
import { scoreDomain } from './score-domain.ts'

/** Models in the order of a ranking, of a task or over several, each with its interval on a common scale. `of`: what is ranked, in words. */
export function RankingPanel({ of, ranking, results }: { of: string; ranking: Ranking | null; results: readonly Result[] }) {
  if (ranking === null) return <Panel title="Ranking">{<p className="note">This task has no ranking.</p>}</Panel>
  const domain = scoreDomain(ranking.entries.flatMap(({ score, low, high }) => [score, low, high]))
  const unit = metricUnit({ results: [...results] }, ranking.metric)
  const cases = rankedCases(results)
  return (
    <Panel table title={`Ranking by ${ranking.metric}`} note={`95 % intervals over ${counted(cases, 'case')}`} className="ranking">
      <table className="ranking-table">
        <caption className="unseen">Ranking of {of}</caption>
        <colgroup>
          <col className="name-column" />
          <col />
          <col className="score-column" />
          <col className="standing-column" />
        </colgroup>
        <thead className="unseen">
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Interval</th>
            <th scope="col">Score</th>
            <th scope="col">Standing</th>
          </tr>
        </thead>
        <tbody>
          {ranking.entries.map((entry, index) => (
            <RankingRow key={entry.model} ranking={ranking} index={index} unit={unit} domain={domain} />
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <tr>
            <td />
            <td className="plot-cell">
              <div className="axis">
                {[0, 0.5, 1].map((share) => (
                  <span key={share}>{formatTick(domain.from + share * (domain.to - domain.from), unit)}</span>
                ))}
              </div>
            </td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </Panel>
  )
}
