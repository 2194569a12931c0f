import { defineDurationMetric } from './duration-metric.ts'

export const latencyP95 = defineDurationMetric({
  name: 'latency-p95',
  label: 'Latency p95',
  description: '95th percentile of the time from the start of the successful attempt to the last token.',
  share: 0.95,
  durationOf: ({ latencyMs }) => latencyMs,
})
