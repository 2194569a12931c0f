import { useReportData } from '../data/report-context.ts'
import { overallCostPoints } from './cost-point.ts'
import { CostScatter } from './cost-scatter.tsx'
import { RankingPanel } from './ranking-panel.tsx'

/** All tasks together: who leads and how sure that is, and at what cost. Nothing where the report has no ranking over tasks. */
export function OverallSection() {
  const { report } = useReportData()
  const ranking = report.ranking.find(({ useCase }) => useCase !== undefined)
  if (ranking === undefined) return null
  const tasks = new Set(report.results.map(({ task }) => task)).size
  return (
    <section className="overall-section" aria-label="All tasks">
      <header className="task-head">
        <h2>All {tasks} tasks</h2>
        <p className="note">The mean of the tasks' primary metrics ({ranking.metric}): each task counts the same</p>
      </header>
      <div className="pair">
        <RankingPanel of="all tasks" ranking={ranking} results={report.results} />
        <CostScatter
          points={overallCostPoints(report.results, ranking)}
          metric="mean score"
          models={ranking.entries.map(({ model }) => model)}
        />
      </div>
    </section>
  )
}
