import type { Result } from '../../schema/report.ts'
import { useReportData } from '../data/report-context.ts'
import { useLocation } from '../location/use-location.ts'
import { CheckHeatMap } from './check-heat-map.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { CostBreakdown } from './cost-breakdown.tsx'
import { CostScatter } from './cost-scatter.tsx'
import { ErrorTable } from './error-table.tsx'
import { GateTable } from './gate-table.tsx'
import { MetricsTable } from './metrics-table.tsx'
import { RankingPanel } from './ranking-panel.tsx'
import { RunFacts } from './run-facts.tsx'
import { SummaryTable } from './summary-table.tsx'
import { TaskTabs } from './task-tabs.tsx'
import { ViolationTable } from './violation-table.tsx'

/** Which model, at what cost, how sure: all tasks, then one task in depth, then the run. */
export function Overview() {
  const { report } = useReportData()
  const { place } = useLocation()
  const tasks = [...new Set(report.results.map((result) => result.task))]
  const task = tasks.find((name) => name === place.task) ?? tasks[0]
  if (task === undefined) return <p className="page empty">This run has no results yet.</p>
  const ranking = report.ranking.find((entry) => entry.task === task) ?? null
  const rankOf = ({ model }: Result): number => ranking?.entries.findIndex((entry) => entry.model === model) ?? 0
  const results = report.results.filter((result) => result.task === task).sort((a, b) => rankOf(a) - rankOf(b))
  return (
    <div className="page overview">
      <SummaryTable tasks={tasks} task={task} />
      <section className="task-section" aria-label={`Task ${task}`}>
        <TaskTabs tasks={tasks} task={task} />
        <div className="pair">
          <RankingPanel task={task} ranking={ranking} results={results} />
          <CostScatter results={results} />
        </div>
        <MetricsTable results={results} />
        <CheckHeatMap results={results} />
        <ViolationTable key={task} results={results} />
        <ComparisonTable comparisons={report.comparisons.filter((comparison) => comparison.task === task)} />
      </section>
      <section className="run-section" aria-label="The run">
        <h2>The run</h2>
        <GateTable gates={report.gates} />
        <div className="pair">
          <CostBreakdown />
          <ErrorTable results={report.results} />
        </div>
        <RunFacts />
      </section>
    </div>
  )
}
