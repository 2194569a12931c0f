import { defineDurationMetric } from './duration-metric.ts'

export const firstTokenLatency = defineDurationMetric({
  name: 'first-token-latency',
  label: 'First token (median)',
  description: 'Median of the time from the start of the successful attempt to the first token.',
  share: 0.5,
  durationOf: ({ firstTokenMs }) => firstTokenMs,
})
