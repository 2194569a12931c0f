import type { Ranking, Result } from '../../schema/report.ts'
import { metricUnit } from '../data/metric-unit.ts'
import { counted } from '../format/format-count.ts'
import { formatTick } from '../format/format-tick.ts'
import { Panel } from '../parts/panel.tsx'
import { RankingRow } from './ranking-row.tsx'
import { scoreDomain } from './score-domain.ts'

/** The models of a task in the order of its primary metric, each with its interval on a common scale. */
export function RankingPanel({ task, ranking, results }: { task: string; ranking: Ranking | null; results: Result[] }) {
  if (ranking === null) return <Panel title="Ranking">{<p className="note">This task has no ranking.</p>}</Panel>
  const domain = scoreDomain(ranking.entries.flatMap(({ score, low, high }) => [score, low, high]))
  const unit = metricUnit({ results }, ranking.metric)
  const cases = Math.max(...results.map((result) => result.cases))
  return (
    <Panel table title={`Ranking by ${ranking.metric}`} note={`95 % intervals over ${counted(cases, 'case')}`} className="ranking">
      <table className="ranking-table">
        <caption className="unseen">Ranking of task {task}</caption>
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
