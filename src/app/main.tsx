import { createRoot } from 'react-dom/client'
import { PageContext } from './data/page-context.ts'
import { openPage } from './pages/open-page.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/overview.css'
import './styles/violations.css'
import './styles/charts.css'
import './styles/test-list.css'
import './styles/detail.css'
import './styles/compare.css'
import './styles/run-comparison.css'
import './styles/benchmark.css'
import './styles/narrow.css'
import './styles/print.css'

const root = createRoot(document.getElementById('app') as HTMLElement)

openPage(document).then(
  ({ title, content, ...page }) => {
    document.title = title
    root.render(<PageContext value={page}>{content}</PageContext>)
  },
  (error: unknown) => {
    document.documentElement.dataset['report'] = 'damaged'
    root.render(
      <main className="page">
        <h1>This page cannot be shown</h1>
        <p>{String(error)}</p>
        <p>Write it again with the command that made it. The figures of a report stand in report.md and report.csv as well.</p>
      </main>,
    )
  },
)
