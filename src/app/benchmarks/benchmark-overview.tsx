import { useMemo } from 'react'
import { useLocation } from '../location/use-location.ts'
import { usePrinting } from '../parts/use-printing.ts'
import { useBenchmark } from './benchmark-context.ts'
import { BenchmarkFacts } from './benchmark-facts.tsx'
import { RecommendationPanel } from './recommendation-panel.tsx'
import { ScenarioSection } from './scenario-section.tsx'
import { scenarioSummaries } from './summary-rows.ts'
import { SummaryTable } from './summary-table.tsx'

/** Which model is fast, at what load, at what cost, how sure; then one scenario in depth, then the run. */
export function BenchmarkOverview() {
  const report = useBenchmark()
  const { place } = useLocation()
  const printing = usePrinting()
  const summaries = useMemo(() => scenarioSummaries(report), [report])
  const chosen = summaries.find(({ scenario }) => scenario === place.task) ?? summaries[0]
  if (chosen === undefined) return <p className="page empty">Nothing was measured in this benchmark.</p>
  // On paper nobody can choose another scenario.
  const shown = printing ? summaries : [chosen]
  const names = summaries.map(({ scenario }) => scenario)
  return (
    <div className="page overview">
      <SummaryTable summaries={summaries} chosen={chosen} />
      <RecommendationPanel />
      {shown.map((summary) => (
        <ScenarioSection key={summary.scenario} scenarios={names} summary={summary} />
      ))}
      <BenchmarkFacts />
    </div>
  )
}
