import { formatCost, formatDuration } from '../../report/format-metric.ts'
import { usePage } from '../data/page-context.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import { useBenchmark } from './benchmark-context.ts'

/** Is the run whole, what did it cost, are its models real, and may its figures be believed? */
export function BenchmarkBanner() {
  const { run, cells, costNanoUsd, unpricedCalls } = useBenchmark()
  const { simulated } = usePage()
  const models = new Set(cells.map(({ model }) => model)).size
  const suspect = cells.filter(({ validity }) => validity.suspect).length
  const requests = cells.reduce((sum, { rates }) => sum + rates.completed + rates.failed, 0)
  return (
    <div className="banner" role="region" aria-label="Status of the benchmark">
      <p className={`status status-${run.status}`}>
        <VerdictMark mark={run.status === 'complete' ? 'passed' : 'failed'}>
          <strong>{run.status}</strong>
        </VerdictMark>
        {run.stopReason !== null && run.stopReason !== run.status && <span className="stop-reason">{visibleText(run.stopReason)}</span>}
        <span>
          {counted(requests, 'measured request')} of {counted(models, 'model')}
        </span>
        <span>{formatCost(costNanoUsd, unpricedCalls)}</span>
        <span>{formatDuration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}</span>
        <time dateTime={run.startedAt}>{visibleText(run.startedAt.slice(0, 16).replace('T', ' '))} UTC</time>
        <code>{visibleText(run.id)}</code>
      </p>
      {suspect > 0 && (
        <p className="suspect-banner">
          <strong>SUSPECT</strong> {suspect === cells.length ? 'All' : `${suspect} of ${cells.length}`} measurements: the machine that
          measured may be what was measured. The reasons stand with each scenario, beneath “Is the measurement sound?”.
        </p>
      )}
      {simulated.size > 0 && (
        <p className="simulated-banner">
          <strong>SIMULATED</strong> {simulated.size === models ? 'All models' : `${simulated.size} of ${models} models`} of this benchmark{' '}
          {simulated.size === 1 ? 'is' : 'are'} simulated: {[...simulated].slice(0, 12).map(visibleText).join(', ')}
          {simulated.size > 12 ? ' …' : ''}. Their figures say nothing about a real model.
        </p>
      )}
    </div>
  )
}
