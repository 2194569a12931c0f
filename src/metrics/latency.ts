import { defineDurationMetric } from './duration-metric.ts'

export const latency = defineDurationMetric({
  name: 'latency',
  label: 'Latency (median)',
  description: 'Median of the time from the start of the successful attempt to the last token.',
  share: 0.5,
  durationOf: ({ latencyMs }) => latencyMs,
})
