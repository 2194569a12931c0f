import { defineDurationMetric } from './duration-metric.ts'

export const latencyP99 = defineDurationMetric({
  name: 'latency-p99',
  label: 'Latency p99',
  description: '99th percentile of the time from the start of the successful attempt to the last token.',
  share: 0.99,
  durationOf: ({ latencyMs }) => latencyMs,
})
