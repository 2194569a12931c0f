import type { Result } from '../../schema/report.ts'
import { useReportData } from '../data/report-context.ts'
import { CheckHeatMap } from './check-heat-map.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { costPoints } from './cost-point.ts'
import { CostScatter } from './cost-scatter.tsx'
import { JudgedRateTable } from './judged-rate-table.tsx'
import { LatencyPanel } from './latency-panel.tsx'
import { MetricsTable } from './metrics-table.tsx'
import { RankingPanel } from './ranking-panel.tsx'
import { SteadinessPanel } from './steadiness-panel.tsx'
import { TaskTabs } from './task-tabs.tsx'
import { ViolationTable } from './violation-table.tsx'

/** One task in depth: ranking, cost, metrics, checks, latency, consistency and pairs of models. */
export function TaskSection({ tasks, task }: { tasks: string[]; task: string }) {
  const { report } = useReportData()
  const ranking = report.ranking.find((entry) => entry.task === task) ?? null
  const rankOf = ({ model }: Result): number => ranking?.entries.findIndex((entry) => entry.model === model) ?? 0
  const results = report.results.filter((result) => result.task === task).sort((a, b) => rankOf(a) - rankOf(b))
  return (
    <section className="task-section" aria-label={`Task ${task}`}>
      <TaskTabs tasks={tasks} task={task} />
      <div className="pair">
        <RankingPanel of={`task ${task}`} ranking={ranking} results={results} />
        <CostScatter points={costPoints(results)} metric={results[0]?.primary ?? 'score'} models={results.map(({ model }) => model)} />
      </div>
      <MetricsTable results={results} />
      <CheckHeatMap results={results} />
      <JudgedRateTable results={results} />
      <ViolationTable key={task} results={results} />
      <ComparisonTable comparisons={report.comparisons.filter((comparison) => comparison.task === task)} />
      <LatencyPanel task={task} models={results.map((result) => result.model)} />
      <SteadinessPanel results={results} />
    </section>
  )
}
