import { formatDuration, formatMoney } from '../../report/format-metric.ts'
import type { EmbeddedCall } from '../../schema/embedded-report.ts'
import { formatCount } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'
import { Panel } from '../parts/panel.tsx'

const described = ({ completion, cost, queueMs }: EmbeddedCall): string => {
  const price =
    cost.source === 'none'
      ? 'no known price'
      : `${formatMoney(cost.nanoUsd)} (${cost.source}${cost.priced === null ? '' : `, ${cost.priced}`})`
  if (completion === null) return price
  const { usage, timings } = completion
  const tokens = `${formatCount(usage.inputTokens)} in, ${formatCount(usage.outputTokens)} out${usage.source === 'estimated' ? ' (estimated)' : ''}`
  return `${formatDuration(timings.latencyMs)} after ${formatDuration(queueMs)} in the queue · ${tokens} · ${price}`
}

/** Every call of the trial with its attempts: what failed, and how long it took. */
export function CallList({ calls }: { calls: EmbeddedCall[] }) {
  if (calls.length === 0) return null
  return (
    <Panel title="Calls">
      <ul className="call-list">
        {calls.map((call) => (
          <li key={call.callId}>
            <p>
              <strong>{call.phase}</strong> <span className="note">{visibleText(call.completion?.servedModel ?? call.model)}</span>{' '}
              {described(call)}
            </p>
            {(call.attempts.length > 1 || call.error !== null) && (
              <ol>
                {call.attempts.map((attempt, index) => (
                  <li key={`${index} ${attempt.startedAt}`}>
                    {formatDuration(attempt.durationMs)}{' '}
                    {attempt.error === null ? (
                      'answered'
                    ) : (
                      <span className="mark-failed">{`${attempt.error.kind}: ${visibleText(attempt.error.message)}`}</span>
                    )}
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
