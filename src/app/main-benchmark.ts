import { benchmarkPage } from './pages/benchmark-page.tsx'
import { showPage } from './pages/show-page.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './styles/overview.css'
import './styles/charts.css'
import './styles/run-comparison.css'
import './styles/benchmark.css'
import './styles/narrow.css'
import './styles/print.css'

showPage(document, [benchmarkPage])
