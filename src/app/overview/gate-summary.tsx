import { gateMark } from '../../report/gate-outcome.ts'
import { useReportData } from '../data/report-context.ts'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import type { Mark } from '../parts/verdict-mark.tsx'

const ORDER: readonly Mark[] = ['failed', 'undecided', 'passed', 'skipped']

/** How many gates passed, failed and are undecided. */
export function GateSummary() {
  const { report } = useReportData()
  const verdicts = [...(report.runGates ?? []), ...report.gates].map(gateMark)
  if (verdicts.length === 0) return null
  const counts = ORDER.map((mark) => ({ mark, count: verdicts.filter((verdict) => verdict === mark).length }))
  return (
    <p className="gate-summary">
      <a
        href="#gates"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('gates')?.scrollIntoView()
        }}
      >
        Gates
      </a>
      {counts
        .filter(({ count }) => count > 0)
        .map(({ mark, count }) => (
          <VerdictMark key={mark} mark={mark}>
            {count} {mark}
          </VerdictMark>
        ))}
    </p>
  )
}
