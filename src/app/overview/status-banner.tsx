import { formatDuration, formatMoney } from '../../report/format-metric.ts'
import { usePage } from '../data/page-context.ts'
import { useReportData } from '../data/report-context.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import type { Mark } from '../parts/verdict-mark.tsx'

const MARKS: Record<string, Mark> = { complete: 'passed', incomplete: 'failed', interrupted: 'failed', running: 'undecided' }

/** Is the run whole, what did it cost, and are its models real? */
export function StatusBanner() {
  const { report } = useReportData()
  const { simulated } = usePage()
  const { run, results, cost } = report
  const answered = results.reduce((sum, { trials }) => sum + trials.answered, 0)
  const planned = results.reduce((sum, { trials }) => sum + trials.planned, 0)
  const took = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  const models = new Set(results.map((result) => result.model)).size
  return (
    <div className="banner" role="region" aria-label="Status of the run">
      <p className={`status status-${run.status}`}>
        <VerdictMark mark={MARKS[run.status] ?? 'undecided'}>
          <strong>{run.status}</strong>
        </VerdictMark>
        {run.stopReason !== null && <span className="stop-reason">{visibleText(run.stopReason)}</span>}
        {run.shards !== null && run.shards.present < run.shards.expected && (
          <span className="stop-reason">
            {run.shards.present} of {run.shards.expected} shards
          </span>
        )}
        <span>
          {answered === planned ? counted(answered, 'answer') : `${answered.toLocaleString('en-US')} of ${counted(planned, 'answer')}`} of{' '}
          {counted(models, 'model')}
        </span>
        <span>
          {formatMoney(cost.totalNanoUsd)}
          {cost.replayed !== undefined &&
            `; ${counted(cost.replayed.calls, 'call')} replayed (originally ${formatMoney(cost.replayed.originalNanoUsd)})`}
          {cost.unpricedCalls > 0 && ` + ${counted(cost.unpricedCalls, 'unpriced call')}`}
        </span>
        {took !== null && <span>{formatDuration(took)}</span>}
        <time dateTime={run.startedAt}>{run.startedAt.slice(0, 16).replace('T', ' ')} UTC</time>
        <code>{run.id}</code>
      </p>
      {simulated.size > 0 && (
        <p className="simulated-banner">
          <strong>SIMULATED</strong> {simulated.size === models ? 'All models' : `${simulated.size} of ${models} models`} of this run{' '}
          {simulated.size === 1 ? 'is' : 'are'} simulated: {[...simulated].map(visibleText).join(', ')}. Their figures say nothing about a
          real model.
        </p>
      )}
    </div>
  )
}
