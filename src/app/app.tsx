import { CompareView } from './compare/compare-view.tsx'
import { useReportData } from './data/report-context.ts'
import { formatCount } from './format/format-count.ts'
import { visibleText } from './format/visible-text.ts'
import { formatLocation } from './location/app-location.ts'
import { useLocation } from './location/use-location.ts'
import { Overview } from './overview/overview.tsx'
import { StatusBanner } from './overview/status-banner.tsx'
import { ThemeToggle } from './parts/theme-toggle.tsx'
import { TestsView } from './test-list/tests-view.tsx'

/** The whole page: header, status and the view that the address names. */
export function App() {
  const { report, rows } = useReportData()
  const { place } = useLocation()
  const models = new Set(report.results.map((result) => result.model)).size
  const here = (view: string): 'page' | undefined => (place.view === view ? 'page' : undefined)
  return (
    <div className={`app ${place.view === 'overview' ? '' : 'app-tests'}`}>
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to content
      </a>
      <header className="app-head">
        <p className="brand">taskbench</p>
        <h1>{visibleText(report.run.useCase)}</h1>
        <nav aria-label="Views">
          <a href={formatLocation({})} aria-current={here('overview')}>
            Overview
          </a>
          <a href={formatLocation({ view: 'tests' })} aria-current={here('tests')}>
            Tests <span className="count">{formatCount(rows.current().expected)}</span>
          </a>
          {models > 1 && (
            <a href={formatLocation({ view: 'compare' })} aria-current={here('compare')}>
              Compare
            </a>
          )}
        </nav>
        <ThemeToggle />
      </header>
      <StatusBanner />
      <main id="main" tabIndex={-1}>
        {place.view === 'tests' ? <TestsView /> : place.view === 'compare' ? <CompareView /> : <Overview />}
      </main>
    </div>
  )
}
