import type { Random } from '../random/seeded-random.ts'
import type { Latency } from './sim-settings-schema.ts'

/** One time to the first token, in milliseconds. A lognormal's median is exp(μ), so ms = median · exp(σ·z). */
export function drawLatencyMs(latency: Latency, random: Random): number {
  if (latency.kind === 'fixed') return latency.ms
  if (latency.kind === 'lognormal') return latency.medianMs * Math.exp(latency.sigma * random.normal())
  const median = random.next() < latency.slowShare ? latency.slowMs : latency.fastMs
  return median * Math.exp(latency.sigma * random.normal())
}
