import { formatDuration, UNKNOWN } from '../../report/format-metric.ts'
import type { Distribution } from '../../schema/benchmark-report.ts'

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const THREE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })
const PERCENT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** A time in milliseconds, short ones to three digits; `null` is "–". */
export const formatTime = (ms: number | null): string =>
  ms === null ? UNKNOWN : Math.abs(ms) < 9.95 ? `${THREE.format(ms).replace('-', '−')} ms` : formatDuration(ms)

/** A rate, a mean of counts: from 100 on whole, below to three digits; `null` is "–". */
export const formatRate = (value: number | null): string =>
  value === null ? UNKNOWN : Math.abs(value) >= 99.95 ? COUNT.format(value) : THREE.format(value)

/** A share as "91.2 %"; `null` is "–". */
export const formatShare = (share: number | null): string => (share === null ? UNKNOWN : `${PERCENT.format(100 * share)} %`)

/** A value of a distribution in its unit. */
export const formatFigure = (value: number, unit: Distribution['unit']): string =>
  unit === 'ms' ? formatTime(value) : unit === 'tokens' ? COUNT.format(value) : formatRate(value)

/** An interval with its unit once, where both ends have the same: "[209, 236 ms]", "[980 ms, 1.10 s]". */
export function formatInterval(low: number, high: number, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)]
  const unit = / [^\d ]+$/.exec(to)?.[0]
  return `[${unit !== undefined && from.endsWith(unit) ? from.slice(0, -unit.length) : from}, ${to}]`
}

/** Bytes as "3.2 MB"; negative ones with a true minus. */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes)
  const sign = bytes < 0 ? '−' : ''
  if (size < 1_000) return `${sign}${size} bytes`
  return size < 1e6 ? `${sign}${THREE.format(size / 1e3)} kB` : `${sign}${THREE.format(size / 1e6)} MB`
}
