import { CompareView } from './compare/compare-view.tsx'
import { useReportData } from './data/report-context.ts'
import { formatCount } from './format/format-count.ts'
import { useLocation } from './location/use-location.ts'
import { Overview } from './overview/overview.tsx'
import { StatusBanner } from './overview/status-banner.tsx'
import { PageFrame } from './parts/page-frame.tsx'
import type { PageView } from './parts/page-frame.tsx'
import { TestsView } from './test-list/tests-view.tsx'

/** The report: header, status and the view that the address names. */
export function App() {
  const { report, rows } = useReportData()
  const { place } = useLocation()
  const models = new Set(report.results.map((result) => result.model)).size
  const views: PageView[] = [
    { view: 'overview', title: 'Overview' },
    { view: 'tests', title: 'Tests', count: formatCount(rows.current().expected) },
    ...(models > 1 ? [{ view: 'compare', title: 'Compare' } as const] : []),
  ]
  return (
    <PageFrame title={report.run.useCase} views={views} full={place.view !== 'overview'} banner={<StatusBanner />}>
      {place.view === 'tests' ? <TestsView /> : place.view === 'compare' ? <CompareView /> : <Overview />}
    </PageFrame>
  )
}
