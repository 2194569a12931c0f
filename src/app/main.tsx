import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { ReportContext } from './data/report-context.ts'
import { openReport } from './data/open-report.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/overview.css'
import './styles/violations.css'
import './styles/charts.css'
import './styles/test-list.css'
import './styles/detail.css'
import './styles/compare.css'
import './styles/narrow.css'
import './styles/print.css'

const root = createRoot(document.getElementById('app') as HTMLElement)

openReport(document).then(
  (data) => {
    document.title = `${data.report.run.useCase} · taskbench report`
    root.render(
      <ReportContext value={data}>
        <App />
      </ReportContext>,
    )
  },
  (error: unknown) => {
    document.documentElement.dataset['report'] = 'damaged'
    root.render(
      <main className="page">
        <h1>This report cannot be shown</h1>
        <p>{String(error)}</p>
        <p>Write it again with the command that made it. The same figures stand in report.md and report.csv.</p>
      </main>,
    )
  },
)
