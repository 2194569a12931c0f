import { useReportData } from '../data/report-context.ts'
import { useLocation } from '../location/use-location.ts'
import { CostBreakdown } from './cost-breakdown.tsx'
import { ErrorTable } from './error-table.tsx'
import { GateTable } from './gate-table.tsx'
import { usePrinting } from '../parts/use-printing.ts'
import { OverallSection } from './overall-section.tsx'
import { RunFacts } from './run-facts.tsx'
import { SummaryTable } from './summary-table.tsx'
import { TaskSection } from './task-section.tsx'

/** Which model, at what cost, how sure: all tasks, then one task in depth, then the run. */
export function Overview() {
  const { report } = useReportData()
  const { place } = useLocation()
  const printing = usePrinting()
  const tasks = [...new Set(report.results.map((result) => result.task))]
  const task = tasks.find((name) => name === place.task) ?? tasks[0]
  if (task === undefined) return <p className="page empty">This run has no results yet.</p>
  // On paper nobody can choose another task.
  const shown = printing ? tasks : [task]
  return (
    <div className="page overview">
      <SummaryTable tasks={tasks} task={task} />
      <OverallSection />
      {shown.map((name) => (
        <TaskSection key={name} tasks={tasks} task={name} />
      ))}
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
