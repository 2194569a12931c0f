import { formatDuration } from '../../report/format-metric.ts'
import type { LatencySpread } from './latency-spread.ts'

/** A scale that several strips share. */
export interface LatencyScale {
  /** Percent of the width. */
  at(latencyMs: number): number
  from: number
  to: number
  logarithmic: boolean
}

/** From nothing to the slowest of the 99 % quantiles; logarithmic where models lie more than a factor of 20 apart. */
export function latencyScale(spreads: readonly LatencySpread[]): LatencyScale {
  const most = Math.max(1e-3, ...spreads.map(({ quantiles }) => quantiles[0.99]))
  const least = Math.max(1e-3, Math.min(most, ...spreads.map(({ quantiles }) => quantiles[0.05])))
  const logarithmic = most / least > 20
  const share = (latencyMs: number): number =>
    logarithmic ? Math.log(Math.max(latencyMs, least) / least) / Math.log(most / least) : latencyMs / most
  return { at: (latencyMs) => 1 + 98 * share(latencyMs), from: logarithmic ? least : 0, to: most, logarithmic }
}

/** The quantiles of a model's latencies as a box with its line, in words for those who do not see it. */
export function LatencyStrip({ spread, at }: { spread: LatencySpread; at: LatencyScale['at'] }) {
  const { model, quantiles } = spread
  const x = (share: keyof typeof quantiles): string => `${at(quantiles[share])}%`
  const text = `${model}: half of the answers within ${formatDuration(quantiles[0.5])}, 95 % within ${formatDuration(quantiles[0.95])}, 99 % within ${formatDuration(quantiles[0.99])}`
  return (
    <svg role="img" aria-label={text} width="100%" height="18" className="strip">
      <line className="strip-track" x1="1%" x2="99%" y1="9" y2="9" />
      <line className="strip-line" x1={x(0.05)} x2={x(0.95)} y1="9" y2="9" />
      <rect
        className="strip-box"
        x={x(0.25)}
        width={`${Math.max(0.5, at(quantiles[0.75]) - at(quantiles[0.25]))}%`}
        y="3"
        height="12"
        rx="2"
      />
      <line className="strip-middle" x1={x(0.5)} x2={x(0.5)} y1="2" y2="16" />
      <circle className="strip-dot" cx={x(0.99)} cy="9" r="2.5" />
    </svg>
  )
}
