import { formatCount } from '../format/format-count.ts'
import { useLocation } from '../location/use-location.ts'
import { PageFrame } from '../parts/page-frame.tsx'
import { CasesView } from './cases-view.tsx'
import { ComparisonBanner } from './comparison-banner.tsx'
import { useComparison } from './comparison-context.ts'
import { ComparisonOverview } from './comparison-overview.tsx'

/** Two compared runs: what they are, and the view that the address names. */
export function ComparisonApp() {
  const { cases } = useComparison()
  const { place } = useLocation()
  const count = cases.reduce((sum, each) => sum + each.cases.length, 0)
  const inCases = place.view === 'compare' && cases.length > 0
  return (
    <PageFrame
      title="Comparison of runs"
      views={[
        { view: 'overview', title: 'Verdicts' },
        ...(cases.length > 0 ? [{ view: 'compare', title: 'Cases', count: formatCount(count) } as const] : []),
      ]}
      full={inCases}
      banner={<ComparisonBanner />}
    >
      {inCases ? <CasesView /> : <ComparisonOverview />}
    </PageFrame>
  )
}
