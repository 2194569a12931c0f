import type { MetricValue } from '../../schema/metric.ts'
import { formatCount } from './format-count.ts'
import { formatBound, formatMetric } from './format-metric.ts'

/** Everything that is known of a figure, in one sentence. */
export function explainMetric(name: string, metric: MetricValue): string {
  const better = `${metric.direction} is better`
  if (metric.value === null) return `${name}: no value${metric.reason === null ? '' : `, because ${metric.reason}`}; ${better}`
  const interval =
    metric.low === null || metric.high === null
      ? 'no interval'
      : `${Math.round(metric.level * 100)} % interval ${formatBound(metric.low, metric.unit)} to ${formatMetric(metric.high, metric.unit)}`
  const reason = metric.reason === null ? '' : `; ${metric.reason}`
  return `${name} ${formatMetric(metric.value, metric.unit)}, ${interval}, n = ${formatCount(metric.n)}, ${metric.method}; ${better}${reason}`
}
