import type { RunComparison } from '../../schema/run-comparison.ts'
import { usePage } from '../data/page-context.ts'
import { visibleText } from '../format/visible-text.ts'
import { useComparison } from './comparison-context.ts'

/** What is compared: both sides in a line each, and which models are simulated. */
export function ComparisonBanner() {
  const { found } = useComparison()
  const { simulated } = usePage()
  return (
    <div className="banner" role="region" aria-label="The two runs">
      <SideLine letter="A" side={found.a} />
      <SideLine letter="B" side={found.b} />
      {simulated.size > 0 && (
        <p className="simulated-banner">
          <strong>SIMULATED</strong> {[...simulated].map(visibleText).join(', ')}. Figures of simulated models say nothing about a real one.
        </p>
      )}
    </div>
  )
}

function SideLine({ letter, side }: { letter: 'A' | 'B'; side: RunComparison['a'] }) {
  const { kind, from, runId, startedAt, status, commit, dirty } = side
  return (
    <p className={`status compared-side status-${status}`}>
      <span className="compared-from">
        <span className={`side-letter side-${letter.toLowerCase()}`}>{letter}</span> <strong>{visibleText(from)}</strong>
      </span>
      <span>{kind}</span>
      {!from.includes(runId) && <code>{visibleText(runId)}</code>}
      <time dateTime={startedAt}>{visibleText(startedAt.slice(0, 16).replace('T', ' '))} UTC</time>
      <span>{visibleText(status)}</span>
      {commit !== null && (
        <span className="side-commit">
          commit <code>{visibleText(commit.slice(0, 12))}</code>
          {dirty === true && ' with changes'}
        </span>
      )}
    </p>
  )
}
