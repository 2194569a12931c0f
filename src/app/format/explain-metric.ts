import { formatBound, formatValue } from '../../report/format-metric.ts'
import type { MetricValue } from '../../schema/metric.ts'
import { formatCount } from './format-count.ts'

/** Everything that is known of a figure, in one sentence. */
export function explainMetric(name: string, metric: MetricValue): string {
  const better = `${metric.direction} is better`
  if (metric.value === null) return `${name}: no value${metric.reason === null ? '' : `, because ${metric.reason}`}; ${better}`
  const interval =
    metric.low === null || metric.high === null
      ? 'no interval'
      : `${Math.round(metric.level * 100)} % interval ${formatBound(metric.low, metric.unit)} to ${formatValue(metric.high, metric.unit)}`
  const reason = metric.reason === null ? '' : `; ${metric.reason}`
  return `${name} ${formatValue(metric.value, metric.unit)}, ${interval}, n = ${formatCount(metric.n)}, ${metric.method}; ${better}${reason}`
}
