import { useId } from 'react'
import { formatBounds, formatValue } from '../../report/format-metric.ts'
import type { MetricValue } from '../../schema/metric.ts'

/** A figure over its interval; hovering or focusing explains it. */
export function MetricFigure({ metric, explanation, onExplain }: { metric: MetricValue; explanation: string; onExplain(): void }) {
  const id = useId()
  const { value, unit } = metric
  return (
    <button
      type="button"
      className="figure"
      title={explanation}
      aria-describedby={id}
      onMouseEnter={onExplain}
      onFocus={onExplain}
      onClick={onExplain}
    >
      <span className="figure-value">{formatValue(value, unit)}</span>
      <span className="interval">{formatBounds(metric, unit) || (value === null ? 'no value' : 'no interval')}</span>
      <span className="unseen" id={id}>
        {explanation}
      </span>
    </button>
  )
}
